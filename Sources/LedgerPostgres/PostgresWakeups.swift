import CProcess
import Foundation
import PostgreSQLLibrary
import Synchronization

/// Tells other processes that there may be something to do, and hears it from them: `LISTEN` and `NOTIFY` over a connection
/// of its own, outside of all transactions, since a `NOTIFY` inside one lets commits wait for each other in the whole
/// database. What is told may be lost, as where the connection is; who listens looks by himself from time to time, too.
public final class PostgresWakeups: Sendable {
    private static let channel = "sohoa_jobs"
    /// Milliseconds between two messages: what is told in between is told with the next.
    private static let pause: CInt = 50

    private struct State {
        var mustTell = false
        var isOver = false
    }

    /// What the thread works with; it does not hold the object, so that it ends with it.
    private final class Core: Sendable {
        let state = Mutex(State())
        /// A byte that is written to the second end wakes the thread.
        let ends: (read: CInt, write: CInt)
        let onWake: @Sendable () -> Void

        init(onWake: @escaping @Sendable () -> Void) {
            var ends: [CInt] = [-1, -1]
            // Without it the thread wakes by its pauses only.
            _ = cprocess_pipe(&ends)
            self.ends = (ends[0], ends[1])
            self.onWake = onWake
        }

        deinit {
            close(ends.read)
            close(ends.write)
        }

        func change(_ body: (inout State) -> Bool) {
            guard state.withLock({ body(&$0) }) else { return }
            var byte: UInt8 = 1
            _ = write(ends.write, &byte, 1)
        }
    }

    private let core: Core

    /// Starts to listen.
    /// - Parameter onWake: called on a thread of its own when another process told something, and after each connecting.
    public init(
        _ address: PostgresAddress, limits: PostgresLimits = PostgresLimits(), onWake: @escaping @Sendable () -> Void
    ) {
        let core = Core(onWake: onWake)
        self.core = core
        let thread = Thread {
            let connection = PostgresConnection(address, limits, canceller: Canceller())
            while !core.state.withLock({ $0.isOver }) { Self.listen(connection, core) }
        }
        thread.name = "ledger wakeups"
        thread.start()
    }

    deinit { stop() }

    /// Tells the others, soon; returns at once. To be called after a commit.
    public func tell() {
        core.change { state in
            defer { state.mustTell = true }
            return !state.mustTell
        }
    }

    /// Ends listening.
    public func stop() {
        core.change { state in
            defer { state.isOver = true }
            return !state.isOver
        }
    }

    // MARK: On the thread

    /// Listens and tells until the connection is lost or all is over.
    private static func listen(_ connection: PostgresConnection, _ core: Core) {
        do {
            try connection.connect()
            try connection.execute("LISTEN \(channel)")
            core.onWake()
            while !core.state.withLock({ $0.isOver }) {
                try takeNotifications(connection, core)
                let mustTell = core.state.withLock { state in
                    defer { state.mustTell = false }
                    return state.mustTell
                }
                if mustTell {
                    try connection.execute("NOTIFY \(channel)")
                    try takeNotifications(connection, core)
                    wait(for: [core.ends.read], pause)
                } else if let handle = connection.handle {
                    wait(for: [PQsocket(handle), core.ends.read], -1)
                }
                drain(core.ends.read)
            }
        } catch {
            connection.disconnect()
            drain(core.ends.read)
            if !core.state.withLock({ $0.isOver }) { wait(for: [core.ends.read], .random(in: 500...1_500)) }
        }
    }

    private static func takeNotifications(_ connection: PostgresConnection, _ core: Core) throws {
        guard let handle = connection.handle, PQconsumeInput(handle) == 1 else { throw connection.lost() }
        var isTold = false
        while let notification = PQnotifies(handle) {
            isTold = isTold || notification.pointee.be_pid != PQbackendPID(handle)
            PQfreemem(notification)
        }
        if isTold { core.onWake() }
    }

    private static func wait(for descriptors: [CInt], _ milliseconds: CInt) {
        var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&entries, nfds_t(entries.count), milliseconds)
    }

    /// Takes what was written to wake the thread.
    private static func drain(_ descriptor: CInt) {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 64)
        while poll(&entry, 1, 0) == 1, entry.revents & Int16(POLLIN) != 0, read(descriptor, &bytes, bytes.count) > 0 {}
    }
}
