import Telemetry
import Testing
import Vocabulary

// The texts here were validated against the schemas of OCSF `Event.ocsfVersion`.
@Suite struct `An event as OCSF` {
    @Test func `of a download is a file hosting activity`() throws {
        let event = try `A Google Workspace activity`.activities[0].event()
        #expect(
            encoded(event.ocsf)
                == #"{"activity_id":2,"actor":{"user":{"email_addr":"kim@tenant-b.example","name":"kim@tenant-b.example","uid":"111111111111111111111"}},"category_uid":6,"class_uid":6006,"file":{"ext":"indd","name":"brochure.INDD","owner":{"email_addr":"ann@tenant-b.example","name":"ann@tenant-b.example"},"type":"indd","type_id":1,"uid":"1AbC"},"metadata":{"correlation_uid":"2026-11-24T05:27:58.481000Z/-4567890123/drive/C01abc234/download/1AbC","event_code":"download","log_name":"drive","product":{"feature":{"name":"drive"},"name":"Google Workspace","vendor_name":"Google"},"uid":"01920000-0000-7000-8000-000000000000","version":"1.5.0"},"severity_id":1,"src_endpoint":{"ip":"192.0.2.51"},"status_id":1,"time":1795498078481,"type_uid":600602,"unmapped":{"visibility":"public"}}"#
        )
    }

    @Test func `of a log-in is an authentication`() throws {
        let event = try `A Google Workspace activity`.activities[2].event()
        #expect(
            encoded(event.ocsf)
                == #"{"activity_id":1,"actor":{"user":{"email_addr":"kim@tenant-b.example","name":"kim@tenant-b.example","uid":"111111111111111111111"}},"category_uid":3,"class_uid":3002,"metadata":{"correlation_uid":"2026-11-24T05:27:58.481000Z/-4567890123/login/C01abc234/login_success/","event_code":"login_success","log_name":"login","product":{"feature":{"name":"login"},"name":"Google Workspace","vendor_name":"Google"},"uid":"01920000-0000-7000-8000-000000000000","version":"1.5.0"},"service":{"name":"login"},"severity_id":3,"src_endpoint":{"ip":"192.0.2.51"},"status_id":1,"time":1795498078481,"type_uid":300201,"user":{"email_addr":"kim@tenant-b.example","name":"kim@tenant-b.example","uid":"111111111111111111111"}}"#
        )
    }

    @Test func `of another product's alert is a detection finding`() throws {
        let event = try normalise(
            #"{"title":"Malware","severity":"high","time":"2026-11-24T05:27:58Z","product":"EDR","id":"7","link":"https://edr.example/7","user":"kim@acme.example","ip":"192.0.2.1","description":"d"}"#,
            as: .genericAlert)
        #expect(
            encoded(event.ocsf)
                == #"{"activity_id":1,"category_uid":2,"class_uid":2004,"evidences":[{"actor":{"user":{"email_addr":"kim@acme.example","name":"kim@acme.example"}},"src_endpoint":{"ip":"192.0.2.1"}}],"finding_info":{"created_time":1795498078000,"desc":"d","src_url":"https://edr.example/7","title":"Malware","uid":"7"},"is_alert":true,"metadata":{"correlation_uid":"2026-11-24T05:27:58Z/7/EDR","event_code":"alert","log_name":"edr","product":{"name":"EDR"},"uid":"01920000-0000-7000-8000-000000000000","version":"1.5.0"},"severity_id":4,"time":1795498078000,"type_uid":200401}"#
        )
    }

    @Test func `says unknown where OCSF requires what the source left out`() throws {
        let event = try normalise(
            #"{"id":{"time":"2026-11-24T05:27:58Z","applicationName":"drive"},"name":"upload"}"#)
        #expect(event.ocsf["actor"] == ["app_name": "drive"])
        #expect(event.ocsf["src_endpoint"] == ["svc_name": "drive"])
        #expect(event.ocsf["file"] == ["name": "unknown", "type_id": 0])
    }

    @Test(arguments: [
        "a b@x.example", "söme@x.example", "a@b", "@x.example", "a@x..example", "a@b@c.example", "12",
    ])
    func `gives no e-mail address that OCSF would not take`(name: String) throws {
        let user = try Activity(actor: ["email": .string(name)]).event().ocsf["actor"]?["user"]
        #expect(user?["name"]?.string == name)
        #expect(user?["email_addr"] == nil)
    }
}
