package import Hummingbird
package import Vocabulary

/// What Hummingbird carries along one request; ours adds the id under which the request is known everywhere.
package struct APIContext: RequestContext {
    package typealias Source = ApplicationRequestContextSource

    package var coreContext: CoreRequestContextStorage
    /// The caller's own `X-Request-ID`, or one made here.
    package var requestID: Vocabulary.RequestID

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = Vocabulary.RequestID(high: 0, low: 0)
    }
}
