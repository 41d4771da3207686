import Synchronization

/// Counts what recognizers answered during one attempt at a batch: whether it is the page on which all of them are killed,
/// or the machine, shows in whether other pages are read meanwhile.
final class RecognizerWitness: Sendable {
    /// Whether the machine is to be blamed when none is.
    let blamesMachine: Bool
    private let count = Mutex(0)

    init(blamesMachine: Bool = false) { self.blamesMachine = blamesMachine }

    var answered: Int { count.withLock { $0 } }

    func noteAnswer() { count.withLock { $0 += 1 } }
}
