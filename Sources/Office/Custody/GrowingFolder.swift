import Foundation
import Synchronization

/// A folder that grows beside its destination and then takes its name: the destination is absent, or complete.
final class GrowingFolder: Sendable {
    let path: String
    private let destination: String
    private let lock: CInt

    /// Clears away what an interrupted attempt left.
    /// - Throws: ``CustodyError/Code/busy`` when another process is at it.
    init(for destination: String) throws {
        let url = URL(fileURLWithPath: destination).standardizedFileURL
        self.destination = url.path
        path = url.deletingLastPathComponent().path + "/.\(url.lastPathComponent).partial"
        try CustodyFiles.makeFolder(path)
        lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw CustodyError(step: "open folder", reason: errno) }
        // From here on the end of this object's life closes it.
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw CustodyError(.busy, "another one is being made") }
        for name in CustodyFiles.names(in: path) ?? [] { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    }

    deinit { if lock >= 0 { close(lock) } }

    /// Gives the folder its name; an empty folder of that name is replaced.
    func publish() throws {
        guard rename(path, destination) == 0 else {
            let reason = errno
            let isTaken = reason == EEXIST || reason == ENOTEMPTY || reason == ENOTDIR
            throw isTaken
                ? CustodyError(.destinationExists, destination) : CustodyError(step: "rename", reason: reason)
        }
    }

    func synchronizeParent() throws {
        try CustodyFiles.synchronizeEntries(of: URL(fileURLWithPath: destination).deletingLastPathComponent().path)
    }

    /// Removes what was made so far.
    func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// Tells blocking work that its task was cancelled.
final class CancellationFlag: Sendable {
    private let isSet = Atomic(false)

    func set() { isSet.store(true, ordering: .relaxed) }

    func check() throws { if isSet.load(ordering: .relaxed) { throw CancellationError() } }
}
