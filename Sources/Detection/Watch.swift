package import Telemetry
package import Vocabulary

/// Which events a model looks at; each list that is not empty has to hold what the event has.
package struct Watch: Hashable, Sendable {
    package var sources: [Source]
    package var `class`: Event.Class
    /// OCSF `activity_id`.
    package var activities: [Int]
    package var operations: [String]
    package var statuses: [Event.Status]
    package var visibilities: [Event.File.Visibility]

    package init(
        sources: [Source], class: Event.Class, activities: [Int], operations: [String],
        statuses: [Event.Status], visibilities: [Event.File.Visibility]
    ) {
        self.sources = sources
        self.class = `class`
        self.activities = activities
        self.operations = operations
        self.statuses = statuses
        self.visibilities = visibilities
    }

    package func matches(_ event: Event) -> Bool {
        guard event.class == `class` else { return false }
        if !activities.isEmpty, !activities.contains(event.activityID) { return false }
        if !operations.isEmpty, !operations.contains(event.operation) { return false }
        if !statuses.isEmpty, !statuses.contains(event.status) { return false }
        if !sources.isEmpty, !sources.contains(event.source) { return false }
        if !visibilities.isEmpty {
            guard let file = event.file, visibilities.contains(file.visibility) else { return false }
        }
        return true
    }
}
