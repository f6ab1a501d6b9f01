import Casework
import Response
import Tenancy
import Vocabulary

// Whatever the domain refuses reaches the caller as the problem that the domain names.
extension AlertError: Refusal {}
extension IncidentError: Refusal {}
extension CaseError: Refusal {}
extension WritingError: Refusal {}
extension SupportRequestError: Refusal {}
extension ResponseError: Refusal {}
extension SettingsError: Refusal {}
extension GrantRequestError: Refusal {}
