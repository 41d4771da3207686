import Basics
import PostalChannel

/// What our own register of parcels says of a leg. It is the agency's word: without a signed list it proves nothing to
/// the post, and better evidence takes its place.
struct RegisterFacts {
    let parcel: Parcel
    let leg: Leg
    /// When the register was taken over.
    let recorded: Instant

    private static let prefix = "sổ bưu gửi "

    /// Whether a fact stands in the register only.
    static func isRegister(_ source: EventSource) -> Bool {
        source.kind == .person && source.reference.hasPrefix(prefix)
    }

    /// The facts, in the usual order.
    var events: [LegEvent] {
        var events: [LegEvent] = []
        if let handedOver = parcel.handedOver {
            events.append(event(.step(handOver), at: handedOver, source: listed))
        } else if !hasBegun {
            events.append(event(.step(beginning), at: nil))
        }
        // What is due for a parcel with several cases counts once.
        if parcel.due != .zero, parcel.cases.first == leg.caseCode, !leg.history.events.contains(where: { isDue($0) }) {
            var due = event(.note(.feeDue), at: parcel.handedOver)
            due.amount = parcel.due
            events.append(due)
        }
        if let end { events.append(event(.step(end), at: parcel.deliveredAt)) }
        return events
    }

    private var handOver: LegState { parcel.direction == .return ? .return(.acceptedByPost) : .intake(.collected) }

    private var beginning: LegState { parcel.direction == .return ? .return(.packed) : .intake(.requested) }

    /// Whether something of the parcel's course is known, so that its beginning need not be told.
    private var hasBegun: Bool { leg.history.tracks.contains { $0.parcel == parcel.id && $0.state != nil } }

    private func isDue(_ event: LegEvent) -> Bool {
        event.kind == .note(.feeDue) && event.parcel == parcel.id && event.amount == parcel.due
    }

    /// How the parcel ended, by the register.
    private var end: LegState? {
        switch (parcel.direction, parcel.status) {
        case (.return, .delivered): parcel.deliveredAt.map { _ in .return(.delivered) }
        case (.intake, .delivered): parcel.deliveredAt.map { _ in .intake(.arrived) }
        default: nil
        }
    }

    /// The hand-over list that it stands on, else the register itself.
    private var listed: EventSource {
        parcel.manifest.map { EventSource(.paper, $0) } ?? source
    }

    private var source: EventSource { EventSource(.person, Self.prefix + parcel.id) }

    /// - Parameter moment: `nil` when the register does not say when: then what counts is since when we know it.
    private func event(_ kind: LegEvent.Kind, at moment: Instant?, source given: EventSource? = nil) -> LegEvent {
        let known = min(moment ?? recorded, recorded)
        let mark = moment.map { String($0.milliseconds) } ?? ""
        let amount = kind == .note(.feeDue) ? "/\(parcel.due.rawValue)" : ""
        return LegEvent(
            id: LegEventID(rawValue: "R/\(leg.id)/\(parcel.id)/\(kind.rawValue)/\(mark)\(amount)"), kind: kind,
            occurred: known, precision: moment == nil ? .day : .minute, recorded: recorded, source: given ?? source,
            parcel: parcel.id)
    }
}
