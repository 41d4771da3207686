import Ledger
import Synchronization

/// Keeps apart, within an upload, files of the same name, and files that come in from the upload's end.
final class UploadGate: Sendable {
    private struct Entry {
        var names: Set<String> = []
        var isClosing = false
    }

    private let entries = Mutex<[UploadID: Entry]>([:])

    /// Begins a file; each that is begun must be ended.
    /// - Throws: ``Problem``.
    func begin(_ name: SafeName, of upload: UploadID) throws {
        let isFree = entries.withLock { entries in
            var entry = entries[upload] ?? Entry()
            guard !entry.isClosing, entry.names.insert(name.text).inserted else { return false }
            entries[upload] = entry
            return true
        }
        guard isFree else { throw Problem(.batchBusy, retryAfter: 1) }
    }

    func end(_ name: SafeName, of upload: UploadID) {
        entries.withLock { entries in
            entries[upload]?.names.remove(name.text)
            if entries[upload]?.names.isEmpty == true { entries[upload] = nil }
        }
    }

    /// Shuts an upload to files; each that is shut must be opened again.
    /// - Throws: ``Problem`` while files come in, or while somebody else has shut it.
    func shut(_ upload: UploadID) throws {
        let isIdle = entries.withLock { entries in
            guard entries[upload] == nil else { return false }
            entries[upload] = Entry(isClosing: true)
            return true
        }
        guard isIdle else { throw Problem(.batchBusy, retryAfter: 1) }
    }

    func open(_ upload: UploadID) { entries.withLock { $0[upload] = nil } }
}
