import ArgumentParser

struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Administer the floor from the machine that holds its database.",
        subcommands: [
            AdminAddStaff.self, AdminGrant.self, AdminOnboardTenant.self, AdminStatus.self,
            AdminBackup.self, AdminRestore.self, AdminReleaseEffects.self,
            AdminIdentityProvider.self,
            AdminVerifyAudit.self,
        ])
}
