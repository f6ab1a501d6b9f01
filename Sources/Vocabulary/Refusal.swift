/// An error that its caller caused and can act on; whoever shows it shows `problem`.
package protocol Refusal: Error {
    var problem: Problem { get }
}

extension Problem: Refusal {
    package var problem: Problem { self }
}
