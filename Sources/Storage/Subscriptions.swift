import Onboarding
import Operations
import Postgres
import Vocabulary

extension TenantScope {
    func subscription() async throws -> (MarketplaceSubscription, Entitlement)? {
        let rows = try await transaction.run(
            """
            SELECT subscription_id, name, offer_id, plan_id, quantity, state, beneficiary_email, purchaser_email, seats,
                retention_days
            FROM subscriptions WHERE tenant_id = \(tenant)
            """)
        guard let row = rows.first else { return nil }
        let (id, name, offer, plan, quantity, state, beneficiary, purchaser, seats, retention) =
            try row.decode(
                SubscriptionID.self, String.self, String.self, String.self, Int?.self, String.self,
                String.self,
                String.self, Int?.self, Int.self)
        guard let state = SubscriptionState(rawValue: state) else {
            throw PostgresError(.decoding, "a subscription is in an unknown state")
        }
        return (
            MarketplaceSubscription(
                id: id, name: name, offer: offer, plan: plan, quantity: quantity,
                beneficiary: .init(email: beneficiary), purchaser: .init(email: purchaser), state: state),
            Entitlement(seats: seats, retentionDays: retention)
        )
    }

    func save(
        _ subscription: MarketplaceSubscription, _ entitlement: Entitlement, activatedAt: Timestamp?
    ) async throws {
        do {
            _ = try await transaction.run(
                """
                INSERT INTO subscriptions AS s (tenant_id, subscription_id, name, offer_id, plan_id, quantity, state,
                    beneficiary_email, purchaser_email, seats, retention_days, activated_at)
                VALUES (\(tenant), \(subscription.id), \(subscription.name), \(subscription.offer),
                    \(subscription.plan), \(subscription.quantity.map(Int32.init)), \(subscription.state.rawValue),
                    \(subscription.beneficiary.email), \(subscription.purchaser.email),
                    \(entitlement.seats.map(Int32.init)), \(Int32(entitlement.retentionDays)), \(activatedAt))
                ON CONFLICT (tenant_id) DO UPDATE SET subscription_id = excluded.subscription_id,
                    name = excluded.name, offer_id = excluded.offer_id, plan_id = excluded.plan_id,
                    quantity = excluded.quantity, state = excluded.state,
                    beneficiary_email = excluded.beneficiary_email, purchaser_email = excluded.purchaser_email,
                    seats = excluded.seats, retention_days = excluded.retention_days,
                    activated_at = coalesce(excluded.activated_at, s.activated_at)
                """)
        } catch {
            guard error.constraint == "subscription_has_one_tenant" else { throw error }
            throw Problem(.conflict, "The subscription belongs to another tenant.")
        }
    }
}
