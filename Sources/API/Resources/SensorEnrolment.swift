import HTTPTypes
import Operations
import Vocabulary

/// What a sensor does about its own credentials.
enum SensorEnrolment {
    static func enrol(_ call: Call) async throws -> Answer {
        let enrolled = try await EnrolByToken(
            token: call.body.text("token"),
            certificate: call.body.choice("certificate", as: SensorCertificate.Binding.self).map {
                (try call.presented(), $0)
            }
        ).perform(on: call.floor, in: call.context)
        let view =
            switch enrolled.credential {
            case .key(let key): EnrolmentView(enrolled.sensor, key: key, certificate: nil)
            case .certificate(let bound): EnrolmentView(enrolled.sensor, key: nil, certificate: bound)
            }
        return try .json(.created, view)
    }

    static func rotateKey(_ call: Call) async throws -> Answer {
        let rotated = try await RotateOwnSensorKey(overlap: call.body.overlap)
            .perform(on: call.floor, in: call.context)
        return try .json(.created, SensorKeyView(rotated))
    }

    static func bindCertificate(_ call: Call) async throws -> Answer {
        let bound = try await BindSensorCertificate(
            call.presented(), as: call.body.requiredChoice("binding")
        ).perform(on: call.floor, in: call.context)
        return try .json(.created, SensorCertificateView(bound))
    }
}

extension Call {
    fileprivate func presented() throws(Problem) -> PresentedCertificate {
        guard let certificate else {
            throw Problem(.conflict, "This connection shows no client certificate.")
        }
        return certificate
    }
}
