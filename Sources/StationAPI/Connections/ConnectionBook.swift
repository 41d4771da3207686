import Dossiers
import NIOCore
import Synchronization

/// All connections of a server, and who has to go when there are too many.
///
/// A connection is a stranger's until a request on it has borne a station's token, or a person's session. Strangers have
/// a share of their own, in all and by address; when it is used up, the one that has been silent for longest makes room for the next, so that
/// who says at once what he wants gets through, however many only hold the line.
final class ConnectionBook: Sendable {
    private struct Entry {
        let channel: any Channel
        let address: String
        /// Counts up with each that comes, and each time that it falls silent.
        var turn: Int
        /// Whether a request is under way.
        var isAsking = false
        /// Whose it is, once that was proved.
        var owner: String?
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var lastTurn = 0

        mutating func nextTurn() -> Int {
            lastTurn += 1
            return lastTurn
        }
    }

    private let limits: StationServerSettings.Limits
    private let state = Mutex(State())

    init(limits: StationServerSettings.Limits) { self.limits = limits }

    /// Takes a connection in, and closes another one when there are too many.
    func admit(_ channel: any Channel) {
        let address = Self.network(of: channel.remoteAddress)
        let leaving = state.withLock { state in
            let leaving = Self.leaving(for: address, among: state.entries, limits)
            for (key, _) in leaving { state.entries[key] = nil }
            state.entries[ObjectIdentifier(channel)] = Entry(
                channel: channel, address: address, turn: state.nextTurn())
            return leaving.map(\.value.channel)
        }
        for channel in leaving { channel.close(promise: nil) }
    }

    func remove(_ channel: any Channel) {
        state.withLock { _ = $0.entries.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Notes that a request has begun, or that none is under way any more.
    func note(_ channel: any Channel, isAsking: Bool) {
        state.withLock { state in
            guard state.entries[ObjectIdentifier(channel)] != nil else { return }
            let turn = state.nextTurn()
            state.entries[ObjectIdentifier(channel)]?.isAsking = isAsking
            state.entries[ObjectIdentifier(channel)]?.turn = turn
        }
    }

    /// Notes whose connection it is; another one of the owner's makes room when there are too many.
    /// - Parameter owner: a station's name, or what another door calls a person.
    func note(_ channel: any Channel, owner: String) {
        let leaving = state.withLock { state -> (any Channel)? in
            guard state.entries[ObjectIdentifier(channel)] != nil,
                state.entries[ObjectIdentifier(channel)]?.owner != owner
            else { return nil }
            let others = state.entries.filter { $0.value.owner == owner }
            state.entries[ObjectIdentifier(channel)]?.owner = owner
            guard others.count >= limits.stationConnections, let last = Self.maxDispensable(others, isForced: false)
            else { return nil }
            state.entries[last.key] = nil
            return last.value.channel
        }
        leaving?.close(promise: nil)
    }

    /// Whether it was proved whose connection it is.
    func isKnown(_ channel: any Channel) -> Bool {
        state.withLock { $0.entries[ObjectIdentifier(channel)]?.owner != nil }
    }

    /// How many connections there are: strangers' and stations'.
    var counts: (strangers: Int, stations: Int) {
        state.withLock { state in
            let known = state.entries.values.count { $0.owner != nil }
            return (state.entries.count - known, known)
        }
    }

    // MARK: Parts

    private typealias Entries = [ObjectIdentifier: Entry]

    /// Who makes room for one more stranger from an address.
    private static func leaving(
        for address: String, among all: Entries, _ limits: StationServerSettings.Limits
    ) -> [Entries.Element] {
        let strangers = all.filter { $0.value.owner == nil }
        let neighbours = strangers.filter { $0.value.address == address }
        if neighbours.count >= limits.strangersOfAddress {
            return [maxDispensable(neighbours, isForced: true)].compactMap(\.self)
        }
        guard strangers.count >= limits.strangers || all.count >= limits.connections else { return [] }
        // The address with most of them pays for all.
        let greediest = Dictionary(grouping: strangers, by: \.value.address).max { a, b in
            (a.value.count, a.key) < (b.value.count, b.key)
        }
        let candidates = greediest.map { Dictionary(uniqueKeysWithValues: $0.value) } ?? all
        return [maxDispensable(candidates, isForced: true)].compactMap(\.self)
    }

    /// The one that has been silent for longest; when all are asking, the one that has been for longest.
    /// - Parameter isForced: whether one that is asking may be taken at all.
    private static func maxDispensable(_ entries: Entries, isForced: Bool) -> Entries.Element? {
        let silent = entries.filter { !$0.value.isAsking }
        let candidates = silent.isEmpty && isForced ? entries : silent
        return candidates.min { $0.value.turn < $1.value.turn }
    }

    /// Whoever has one IPv6 address usually has all of its network.
    private static func network(of address: SocketAddress?) -> String {
        guard case .v6(let v6)? = address else { return address?.ipAddress ?? "local" }
        let bytes = withUnsafeBytes(of: v6.address.sin6_addr) { Array($0) }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        return bytes.starts(with: mapped)
            ? bytes.dropFirst(mapped.count).map(String.init).joined(separator: ".")
            : bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
    }
}
