import Vocabulary

extension MarketplaceSubscription: Decodable {
    private enum Key: String, CodingKey {
        case id, name, publisherId, offerId, planId, quantity, beneficiary, purchaser
        case saasSubscriptionStatus, isTest, isFreeTrial, autoRenew, term, created, lastModified
    }

    /// Reads the marketplace's JSON, which is looser than its schema: see ``LenientQuantity``,
    /// ``LenientTime`` and ``SubscriptionState/init(lenient:)``. Only the id, the plan and the status must be
    /// there; unknown members are passed over.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        func text(_ key: Key) throws -> String {
            try container.decodeIfPresent(String.self, forKey: key) ?? ""
        }
        let status = try container.decode(String.self, forKey: .saasSubscriptionStatus)
        guard let state = SubscriptionState(lenient: status) else {
            throw DecodingError.dataCorruptedError(
                forKey: .saasSubscriptionStatus, in: container, debugDescription: "no such status")
        }
        let beneficiary =
            try container.decodeIfPresent(Party.self, forKey: .beneficiary) ?? Party(email: "")
        self.init(
            id: try container.decode(SubscriptionID.self, forKey: .id),
            name: try text(.name),
            publisher: try text(.publisherId),
            offer: try text(.offerId),
            plan: try container.decode(String.self, forKey: .planId),
            quantity: try container.decodeIfPresent(LenientQuantity.self, forKey: .quantity)?.value,
            beneficiary: beneficiary,
            purchaser: try container.decodeIfPresent(Party.self, forKey: .purchaser),
            state: state,
            isTest: try container.decodeIfPresent(Bool.self, forKey: .isTest) ?? false,
            isFreeTrial: try container.decodeIfPresent(Bool.self, forKey: .isFreeTrial) ?? false,
            autoRenew: try container.decodeIfPresent(Bool.self, forKey: .autoRenew) ?? false,
            term: try container.decodeIfPresent(Term.self, forKey: .term),
            createdAt: try container.decodeIfPresent(LenientTime.self, forKey: .created)?.value,
            lastModifiedAt: try container.decodeIfPresent(LenientTime.self, forKey: .lastModified)?.value)
    }
}

extension MarketplaceSubscription.Party: Decodable {
    private enum Key: String, CodingKey {
        case emailId, objectId, tenantId
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            email: try container.decodeIfPresent(String.self, forKey: .emailId) ?? "",
            objectID: try container.decodeIfPresent(String.self, forKey: .objectId) ?? "",
            directoryTenant: try container.decodeIfPresent(String.self, forKey: .tenantId) ?? "")
    }
}

extension MarketplaceSubscription.Term: Decodable {
    private enum Key: String, CodingKey {
        case startDate, endDate, termUnit
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            startsAt: try container.decodeIfPresent(LenientTime.self, forKey: .startDate)?.value,
            endsAt: try container.decodeIfPresent(LenientTime.self, forKey: .endDate)?.value,
            unit: try container.decodeIfPresent(String.self, forKey: .termUnit))
    }
}

extension ResolvedSubscription: Decodable {
    private enum Key: String, CodingKey {
        case id, subscriptionName, offerId, planId, quantity, subscription
    }

    /// The outer members repeat the inner ones; where an outer one is missing, the inner one stands in for
    /// it.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        subscription = try container.decode(MarketplaceSubscription.self, forKey: .subscription)
        id = try container.decode(SubscriptionID.self, forKey: .id)
        guard id == subscription.id else {
            throw DecodingError.dataCorruptedError(
                forKey: .id, in: container, debugDescription: "two subscriptions in one answer")
        }
        name =
            try container.decodeIfPresent(String.self, forKey: .subscriptionName) ?? subscription.name
        offer = try container.decodeIfPresent(String.self, forKey: .offerId) ?? subscription.offer
        plan = try container.decodeIfPresent(String.self, forKey: .planId) ?? subscription.plan
        quantity =
            try container.decodeIfPresent(LenientQuantity.self, forKey: .quantity)?.value
            ?? subscription.quantity
    }
}
