/// The things that have ids of their own. The enums are never made; they only keep ids apart.
package enum Noun {
    package enum Tenant {}
    package enum Organisation {}
    package enum User {}
    package enum Staff {}
    package enum Grant {}
    package enum Sensor {}
    package enum Key {}
    package enum Receipt {}
    package enum Segment {}
    package enum Event {}
    package enum Alert {}
    package enum Incident {}
    package enum Case {}
    package enum Comment {}
    package enum SupportRequest {}
    package enum Message {}
    package enum ResponseAction {}
    package enum Connector {}
    package enum Work {}
    package enum Effect {}
    package enum AuditEntry {}
    package enum TimelineEntry {}
    package enum Subscription {}
    package enum Request {}
    package enum Integration {}
    package enum Session {}
    package enum Site {}
    package enum DirectoryPerson {}
    package enum DirectoryGroup {}
    package enum GrantRequest {}
    package enum AccessEntry {}
}

package typealias TenantID = Identifier<Noun.Tenant>
package typealias OrganisationID = Identifier<Noun.Organisation>
package typealias UserID = Identifier<Noun.User>
package typealias StaffID = Identifier<Noun.Staff>
package typealias GrantID = Identifier<Noun.Grant>
package typealias SensorID = Identifier<Noun.Sensor>
package typealias KeyID = Identifier<Noun.Key>
package typealias ReceiptID = Identifier<Noun.Receipt>
package typealias SegmentID = Identifier<Noun.Segment>
package typealias EventID = Identifier<Noun.Event>
package typealias AlertID = Identifier<Noun.Alert>
package typealias IncidentID = Identifier<Noun.Incident>
package typealias CaseID = Identifier<Noun.Case>
package typealias CommentID = Identifier<Noun.Comment>
package typealias SupportRequestID = Identifier<Noun.SupportRequest>
package typealias MessageID = Identifier<Noun.Message>
package typealias ResponseActionID = Identifier<Noun.ResponseAction>
package typealias ConnectorID = Identifier<Noun.Connector>
package typealias WorkID = Identifier<Noun.Work>
package typealias EffectID = Identifier<Noun.Effect>
package typealias AuditEntryID = Identifier<Noun.AuditEntry>
package typealias TimelineEntryID = Identifier<Noun.TimelineEntry>
package typealias SubscriptionID = Identifier<Noun.Subscription>
package typealias RequestID = Identifier<Noun.Request>
package typealias IntegrationID = Identifier<Noun.Integration>
package typealias SessionID = Identifier<Noun.Session>
package typealias SiteID = Identifier<Noun.Site>
package typealias DirectoryPersonID = Identifier<Noun.DirectoryPerson>
package typealias DirectoryGroupID = Identifier<Noun.DirectoryGroup>
package typealias GrantRequestID = Identifier<Noun.GrantRequest>
package typealias AccessEntryID = Identifier<Noun.AccessEntry>
