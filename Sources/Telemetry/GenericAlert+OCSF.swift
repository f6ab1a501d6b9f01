import Vocabulary

extension GenericAlert {
    /// The alert as a *Detection Finding*.
    ///
    /// `receivedAt` is the time of an alert that has none, or none that can be read: an alert is not lost for
    /// its clock.
    func event(id: EventID, receivedAt: Timestamp) throws(Rejection) -> Event {
        guard let title else { throw .missingTitle }
        let product = product ?? "unknown"
        return Event(
            id: id, source: .genericAlert, class: .detectionFinding, activityID: 1, operation: "alert",
            application: product.lowercased(), time: time ?? receivedAt, status: .unknown,
            severity: severity ?? .medium, actor: person, sourceAddress: address, file: nil, targets: [],
            finding: Event.ForeignFinding(
                title: title, product: product, uid: uid, link: link,
                fingerprint: fingerprint ?? ownFingerprint(title: title, product: product),
                description: description),
            nativeID: nativeID(product: product))
    }

    /// Equal for what is most likely the same trouble: the product's own id, else what it says about whom.
    private func ownFingerprint(title: String, product: String) -> String {
        if let uid { return "\(product)|\(uid)" }
        return "\(product)|\(title)|\(person?.name ?? "")|\(address?.description ?? "")"
    }

    /// The same id at the same time is the same record sent again; at another time it is news of the same
    /// alert.
    private func nativeID(product: String) -> String? {
        guard let uid, let time else { return nil }
        return "\(time)/\(uid)/\(product)"
    }
}
