import Glibc

private final class Work {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

/// Starts a thread of the operating system; it ends when `work` returns.
func startThread(_ work: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Work(work)).toOpaque()
    let code = pthread_create(
        &thread, nil,
        { context in
            guard let context else { return nil }
            Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }, context)
    guard code == 0 else {
        // No thread is to be had: the work is done late rather than never.
        Unmanaged<Work>.fromOpaque(context).release()
        Task.detached { work() }
        return
    }
    pthread_detach(thread)
}
