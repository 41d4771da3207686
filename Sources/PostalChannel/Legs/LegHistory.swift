/// What the facts of a leg come to: a pure fold over those in force, in order of occurrence.
public struct LegHistory: Hashable, Sendable {
    /// The facts that hold, in order of occurrence.
    public private(set) var events: [LegEvent] = []
    /// One for each parcel that the steps name, in order of first mention; one for the whole leg when they name none.
    public private(set) var tracks: [LegTrack] = []
    /// Steps of the whole leg before a parcel was named: every parcel shares them.
    private var common = LegTrack(parcel: nil)

    /// Of a leg of which nothing is known.
    init() { tracks = [common] }

    init(_ events: [LegEvent]) throws(ImpossibleMove) {
        self.events = EventOrder.inForce(events)
        for event in self.events { try take(event) }
        if tracks.isEmpty { tracks = [common] }
    }

    /// The state that needs most attention among the parcels that count; `nil` before the first step.
    public var state: LegState? { present.compactMap(\.state).max { $0.urgency < $1.urgency } }

    /// The tracks that no later parcel replaced.
    public var present: [LegTrack] { tracks.filter { !$0.isReplaced } }

    /// Steps that must have happened but that nobody recorded, in their usual order.
    public var notRecorded: [LegState] {
        Set(present.flatMap(\.notRecorded)).sorted { $0.rank < $1.rank }
    }

    /// The sendings of a result that came back or got lost before; each says whose fault that was.
    public var repeats: [LegEvent] { events.filter { $0.step == .return(.packed) && $0.fault != nil } }

    private mutating func take(_ event: LegEvent) throws(ImpossibleMove) {
        if tracks.isEmpty ? common.isClosed : present.allSatisfy(\.isClosed) {
            throw ImpossibleMove(.legClosed, event, state: state ?? common.state)
        }
        guard event.step != nil else { return }
        if let parcel = event.parcel {
            let place = tracks.firstIndex { $0.parcel == parcel } ?? start(parcel)
            try replaceVain(besides: place, event)
            try tracks[place].take(event)
        } else if tracks.isEmpty {
            try common.take(event)
        } else {
            for place in tracks.indices where !tracks[place].isReplaced && !tracks[place].isClosed {
                try tracks[place].take(event)
            }
        }
    }

    private mutating func start(_ parcel: String) -> Int {
        var track = common
        track.parcel = parcel
        tracks.append(track)
        return tracks.endIndex - 1
    }

    /// Packing a parcel while another came back or got lost means to send the result again: whose fault that is must
    /// be said, and the other no longer counts.
    private mutating func replaceVain(besides place: Int, _ event: LegEvent) throws(ImpossibleMove) {
        guard event.step == .return(.packed) else { return }
        for other in tracks.indices where other != place && !tracks[other].isReplaced && tracks[other].endsInVain {
            if event.fault == nil { throw ImpossibleMove(.faultMissing, event, state: tracks[other].state) }
            tracks[other].isReplaced = true
        }
    }
}
