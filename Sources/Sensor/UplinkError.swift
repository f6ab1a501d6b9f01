/// Why a sensor stopped before its input ended. What was acknowledged until then is in the totals.
package enum UplinkError: Error, Hashable, Sendable {
    case badSetting(String)
    case unreadableInput(String)
    case badControl(String)
    /// The floor refuses for a reason that another try does not change: the key, the source, the form.
    case refused(status: Int, detail: String)
    /// The floor could not be reached, or asked to wait, for longer than the sensor was told to bear.
    case gaveUp(after: Duration, reason: String)
    /// The floor answered with something that is not in its contract.
    case unreadableAnswer(status: Int)
    case cancelled
}

extension UplinkError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badSetting(let text): text
        case .unreadableInput(let text): "the input cannot be read: \(text)"
        case .badControl(let text): "a control line that is not understood: \(text)"
        case .refused(let status, let detail): "the floor refuses (\(status)): \(detail)"
        case .gaveUp(let duration, let reason): "gave up after \(duration.components.seconds) s: \(reason)"
        case .unreadableAnswer(let status): "the floor's answer (\(status)) cannot be read"
        case .cancelled: "cancelled"
        }
    }
}
