extension GoogleWorkspaceActivity {
    /// Drive's operations as *File Hosting Activity*; Google logs what was done, not what was refused, so all
    /// succeed.
    func driveMeaning(of operation: String) -> OCSFMeaning {
        OCSFMeaning(.fileHostingActivity, driveActivity(operation))
    }

    private func driveActivity(_ operation: String) -> Int {
        switch operation {
        case "upload": return 1
        case "download": return 2
        case "edit", "shared_drive_settings_change", "team_drive_settings_change": return 3
        case "delete", "trash": return 4
        case "rename": return 5
        case "copy", "source_copy": return 6
        case "move", "add_to_folder", "remove_from_folder": return 7
        case "untrash": return 8
        case "preview": return 9
        case "view", "access_item_content", "access_url": return 14
        case "sync_item_content": return 15
        default: break
        }
        guard Self.sharingPrefixes.contains(where: operation.hasPrefix) else { return OCSFMeaning.other }
        return parameters.takesAway ? 13 : 12
    }

    /// `change_user_access` has relatives such as `change_user_access_hierarchy_reconciled`.
    private static let sharingPrefixes = [
        "change_user_access", "change_document_visibility", "change_document_access_scope",
        "change_acl_editors", "change_owner", "shared_drive_membership_change",
        "team_drive_membership_change",
    ]
}

extension GoogleWorkspaceParameters {
    /// The change of access ends with less of it.
    fileprivate var takesAway: Bool {
        newValue == "none" || newValue == "private" || membershipChange?.hasPrefix("remove") == true
    }

    /// The document; `nil` where neither its id nor its title is told.
    var file: Event.File? {
        guard let id = documentID ?? documentTitle else { return nil }
        return Event.File(
            id: id, name: documentTitle ?? id, type: titleExtension ?? documentType ?? "unknown",
            owner: owner,
            visibility: fileVisibility)
    }

    /// "Anyone with the link" is public: a link travels.
    private var fileVisibility: Event.File.Visibility {
        switch visibility {
        case "people_with_link", "public_on_the_web": .public
        case "shared_externally": .external
        case "people_within_domain_with_link", "public_in_the_domain", "shared_internally": .internal
        case "private": .private
        default: .unknown
        }
    }
}
