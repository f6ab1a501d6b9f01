/// Why bytes are not a segment, or content cannot become one.
package enum SegmentError: String, Error, Sendable {
    case notASegment = "not_a_segment"
    case unknownVersion = "unknown_version"
    case unknownSource = "unknown_source"
    /// Truncated, altered, or lengths that do not add up.
    case corrupt = "corrupt"
    /// More than `SegmentContent.decodedBytesMaximum` or `recordsMaximum`.
    case tooLarge = "too_large"
}
