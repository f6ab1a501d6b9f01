import Tenancy
import Testing
import Vocabulary

@Suite struct `Settings` {
    @Test func `are the standard where nobody says anything`() {
        let settings = TenantSettings(resolving: [])
        for name in SettingName.allCases {
            #expect(settings[name] == name.rule.standard)
            #expect(name.rule.admits(name.rule.standard), "\(name)")
        }
        #expect(settings.grantDurationMax == .days(366))
        #expect(settings.breakGlassAllowed && !settings.totpRequired)
        #expect(settings.responseModeMax == "act")
    }

    @Test func `resolve to the same, however often and in whatever order levels speak`() throws {
        var dice = Dice(1)
        for _ in 0..<500 {
            let levels = [try dice.level(), try dice.level(), try dice.level()]
            let resolved = TenantSettings(resolving: levels)
            #expect(TenantSettings(resolving: levels + levels) == resolved)
            #expect(TenantSettings(resolving: levels.shuffled(using: &dice)) == resolved)
            #expect(levels.reduce(resolved) { $0.tightened(by: $1) } == resolved)
        }
    }

    @Test func `are never looser than any level above`() throws {
        var dice = Dice(2)
        for _ in 0..<500 {
            let levels = [try dice.level(), try dice.level(), try dice.level()]
            let resolved = TenantSettings(resolving: levels)
            for (count, level) in levels.enumerated() {
                let above = TenantSettings(resolving: Array(levels.prefix(count + 1)))
                for name in SettingName.allCases {
                    #expect(name.rule.tighter(resolved[name], above[name]) == resolved[name])
                    guard let said = level[name] else { continue }
                    #expect(name.rule.tighter(resolved[name], said) == resolved[name])
                }
            }
        }
    }

    @Test func `let a level say what changes something or nothing, and never what loosens`() throws {
        var dice = Dice(3)
        var refused = 0
        for _ in 0..<500 {
            let inherited = TenantSettings(resolving: [try dice.level()])
            let own = try dice.level()
            do throws(SettingsError) {
                try own.check(tightens: inherited)
                let resolved = inherited.tightened(by: own)
                #expect(own.values.allSatisfy { resolved[$0.key] == $0.value })
            } catch {
                refused += 1
                guard case .looser(let name, let value) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(value == inherited[name] && own[name] != value)
            }
        }
        #expect(refused > 100 && refused < 500)
    }

    @Test func `come back from their copy as they were`() throws {
        var dice = Dice(4)
        for _ in 0..<200 {
            let own = try dice.level()
            let settings = TenantSettings(resolving: [own])
            #expect(TenantSettings(copy: settings.json) == settings)
            #expect(try OwnSettings(own.json) == own)
        }
    }

    @Test(
        arguments: [
            (["grant_duration_max_hours": 0], "/settings/grant_duration_max_hours"),
            (["grant_duration_max_hours": "8"], "/settings/grant_duration_max_hours"),
            (["totp_required": 1], "/settings/totp_required"),
            (["response_mode_max": "always"], "/settings/response_mode_max"),
            (["grants": true], "/settings/grants"), (["totp_required": nil], "/settings/totp_required"),
            ([], "/settings"),
        ] as [(JSON, String)])
    func `are refused by name where they are none`(said: JSON, pointer: String) {
        do throws(SettingsError) {
            _ = try OwnSettings(said)
            Issue.record("\(said) is let in")
        } catch {
            #expect(error.problem.kind == .invalid && error.problem.faults.map(\.pointer) == [pointer])
        }
    }

    @Test func `tell what they inherit when somebody would loosen them`() throws {
        let above = try OwnSettings(["grant_duration_max_hours": 8, "break_glass_allowed": false])
        let inherited = TenantSettings(resolving: [above])
        for (said, value) in [
            (["grant_duration_max_hours": 9], "8"), (["break_glass_allowed": true], "false"),
        ] as [(JSON, String)] {
            do throws(SettingsError) {
                try OwnSettings(said).check(tightens: inherited)
                Issue.record("\(said) is let in")
            } catch {
                #expect(error.problem.detail.contains("is \(value) by what stands above"))
            }
        }
    }
}
