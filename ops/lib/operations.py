"""Who may call each operation of openapi.yaml. Everybody else is tried and must be turned away (ops/lib/doors.py).

An operation that is new in the contract needs one line here; the tests say so by its name until it has one.
"""

CUSTOMERS = {"viewer", "member", "admin"}
WATCHERS = {"support", "hunter", "analyst", "lead"}
WORKERS = {"hunter", "analyst", "lead"}
ROLES = CUSTOMERS | WATCHERS | {"platform"}

# Without a credential; with a sensor's; with any person's; or with that of one of these roles.
# BROWSER: without one too, but only as a step of a log-in.
PUBLIC, SENSOR, BROWSER = "public", "sensor", "browser"
# TOKEN: with one in the body, for which no credential stands in.
TOKEN = "token"
KNOWN = ROLES
READERS = CUSTOMERS | WATCHERS
EVIDENCE = READERS - {"support"}
TENANT = READERS | {"platform"}
ASKING = WATCHERS | {"admin", "member"}
COMMENTING = WORKERS | {"admin", "member"}
DECIDING = {"admin", "analyst", "lead"}
ADMINISTRATORS = {"admin", "platform"}
PLATFORM = {"platform"}
OVERSEEING = CUSTOMERS | {"platform"}

OPERATIONS = {
    "getHealth": PUBLIC,
    "getReadiness": PUBLIC,
    "getContractYAML": PUBLIC,
    "getContractJSON": PUBLIC,
    "getDocs": PUBLIC,
    "sendEvents": SENSOR,
    "startLogIn": BROWSER,
    "finishLogIn": BROWSER,
    "enrolByToken": TOKEN,
    "rotateOwnSensorKey": SENSOR,
    "bindOwnCertificate": SENSOR,
    "getMe": KNOWN,
    "listOwnGrants": WATCHERS | {"platform"},

    "listTenants": TENANT,
    "getTenant": TENANT,
    "listOrganisations": PLATFORM,
    "addPartner": PLATFORM,
    "getOrganisationSettings": PLATFORM,
    "setOrganisationSettings": PLATFORM,
    "listStaff": PLATFORM,
    "engageStaff": PLATFORM,
    "changeStaff": PLATFORM,
    "getTenantSettings": ADMINISTRATORS,
    "setTenantSettings": ADMINISTRATORS,
    "listSettingsHistory": ADMINISTRATORS,
    "listSites": ADMINISTRATORS,
    "addSite": ADMINISTRATORS,
    "getSite": ADMINISTRATORS,
    "changeSite": ADMINISTRATORS,
    "removeSite": ADMINISTRATORS,
    "placeSensor": ADMINISTRATORS,
    "displaceSensor": ADMINISTRATORS,
    "listIntegrations": ADMINISTRATORS,
    "addIntegration": ADMINISTRATORS,
    "getIntegration": ADMINISTRATORS,
    "revokeIntegration": ADMINISTRATORS,
    "rotateIntegrationKey": ADMINISTRATORS,
    "revokeIntegrationKey": ADMINISTRATORS,
    "listUsers": ADMINISTRATORS,
    "addUser": ADMINISTRATORS,
    "getUser": ADMINISTRATORS,
    "changeUser": ADMINISTRATORS,
    "deactivateUser": ADMINISTRATORS,
    "reactivateUser": ADMINISTRATORS,
    "issueUserToken": ADMINISTRATORS,
    "unbindIdentity": ADMINISTRATORS,
    "getIdentityProvider": ADMINISTRATORS,
    "setIdentityProvider": ADMINISTRATORS,
    "removeIdentityProvider": ADMINISTRATORS,
    "getIdentityProviderOfOrganisation": PLATFORM,
    "setIdentityProviderOfOrganisation": PLATFORM,
    "removeIdentityProviderOfOrganisation": PLATFORM,
    "listSensors": ADMINISTRATORS,
    "enrolSensor": ADMINISTRATORS,
    "getSensor": ADMINISTRATORS,
    "retireSensor": ADMINISTRATORS,
    "restrictSensor": ADMINISTRATORS,
    "listSensorKeys": ADMINISTRATORS,
    "rotateSensorKey": ADMINISTRATORS,
    "listSensorCertificates": ADMINISTRATORS,
    "revokeSensorCertificate": ADMINISTRATORS,
    "issueEnrolmentToken": ADMINISTRATORS,
    "revokeSensorKey": ADMINISTRATORS,
    "listGrants": OVERSEEING,
    "grantAccess": ADMINISTRATORS,
    "revokeGrant": ADMINISTRATORS,
    "listAccessLog": OVERSEEING,
    "listGrantRequests": KNOWN,
    "requestAccess": WATCHERS,
    "approveAccess": {"lead", "admin"},
    "rejectAccess": {"lead", "admin"},
    "breakGlass": {"analyst", "lead"},
    "listDepartures": READERS,
    "recordDeparture": ADMINISTRATORS,
    "withdrawDeparture": ADMINISTRATORS,
    "connectDirectory": ADMINISTRATORS,
    "activateSubscription": PLATFORM,

    "listAlerts": READERS,
    "getAlert": READERS,
    "acknowledgeAlert": WORKERS,
    "closeAlert": WORKERS,
    "listIncidents": READERS,
    "getIncident": READERS,
    "getIncidentTimeline": READERS,
    "getIncidentReport": READERS,
    "listCases": READERS,
    "openCase": WORKERS,
    "getCase": READERS,
    "assignCase": WORKERS,
    "listComments": READERS,
    "commentOnCase": COMMENTING,
    "closeCase": WORKERS,

    "listSupportRequests": READERS,
    "openSupportRequest": ASKING,
    "getSupportRequest": READERS,
    "listSupportMessages": READERS,
    "postSupportMessage": ASKING,
    "resolveSupportRequest": WATCHERS,

    "listResponsePolicies": READERS,
    "setResponsePolicy": ADMINISTRATORS,
    "listResponseActions": READERS,
    "getResponseAction": READERS,
    "approveResponse": DECIDING,
    "rejectResponse": DECIDING,
    "revertResponse": DECIDING,

    "getEvent": EVIDENCE,
    "listAuditEntries": EVIDENCE,
    "getAuditHead": EVIDENCE,
    "listAuditHeads": EVIDENCE,
    "proveAuditInclusion": EVIDENCE,
    "proveAuditConsistency": EVIDENCE,
    "exportAuditLog": EVIDENCE,
    "listAuditKeys": PUBLIC,
    "listPlatformAuditEntries": PLATFORM,
    "listDeliveries": READERS,
}
