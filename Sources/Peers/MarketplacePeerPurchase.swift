import FoundationEssentials
import Vocabulary

/// One subscription that a ``MarketplacePeer`` sold.
struct MarketplacePeerPurchase: Sendable {
    let id: String
    let name: String
    let publisher: String
    let offer: String
    var plan: String
    var quantity: Int64?
    let beneficiary: JSON
    var status = "PendingFulfillmentStart"
    let boughtAt: Timestamp
    var activatedAt: Timestamp?

    /// Reads a purchase out of its own token: base64 of `{"id","name","offerId","planId","quantity"}`, as
    /// Microsoft's emulator has it, and `beneficiary` where a demonstration wants one of its own.
    init?(token: String, publisher: String, at now: Timestamp) {
        guard let data = base64Decoded(token), let json = try? JSONDecoder().decode(JSON.self, from: data),
            let id = json["id"]?.string, TenantID(id) != nil, let offer = json["offerId"]?.string,
            let plan = json["planId"]?.string
        else { return nil }
        self.id = id.lowercased()
        self.name = json["name"]?.string ?? ""
        self.publisher = publisher
        self.offer = offer
        self.plan = plan
        self.quantity = json["quantity"]?.integer
        self.beneficiary = json["beneficiary"] ?? Self.anybody
        self.boughtAt = now
    }

    /// The emulator's buyer.
    private static let anybody: JSON = [
        "emailId": "test@fourthcoffee.com", "objectId": "cbb6d5aa-4887-444f-ac9e-b56f8f6e66c2",
        "tenantId": "2694e9dc-29a5-4017-958d-68314a91f2d2", "puid": "78307556-1eba-41d9-b07a-b7f0c78c2c12",
    ]

    var resource: JSON {
        var term: [String: JSON] = ["termUnit": "P1M"]
        if let activatedAt {
            term["startDate"] = .string(activatedAt.description)
            term["endDate"] = .string((activatedAt + .days(30)).description)
        }
        var members: [String: JSON] = [
            "id": .string(id), "name": .string(name), "publisherId": .string(publisher),
            "offerId": .string(offer), "planId": .string(plan), "beneficiary": beneficiary,
            "purchaser": beneficiary, "saasSubscriptionStatus": .string(status), "term": .object(term),
            "autoRenew": true, "isTest": true, "isFreeTrial": false, "sandboxType": "None",
            "sessionMode": "None", "allowedCustomerOperations": ["Read", "Delete", "Update"],
            "lastModified": .string((activatedAt ?? boughtAt).description),
        ]
        if let quantity { members["quantity"] = .integer(quantity) }
        return .object(members)
    }

    var resolved: JSON {
        var members: [String: JSON] = [
            "id": .string(id), "subscriptionName": .string(name), "offerId": .string(offer),
            "planId": .string(plan), "subscription": resource,
        ]
        if let quantity { members["quantity"] = .integer(quantity) }
        return .object(members)
    }
}
