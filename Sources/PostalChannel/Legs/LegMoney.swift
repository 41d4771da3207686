import Basics

/// The three amounts of a leg: what the post had to collect, what it collected and what it paid over.
public struct LegMoney: Hashable, Sendable, Codable {
    public var due: Dong
    public var collected: Dong
    public var remitted: Dong

    public init(due: Dong = .zero, collected: Dong = .zero, remitted: Dong = .zero) {
        self.due = due
        self.collected = collected
        self.remitted = remitted
    }

    /// What the citizen still owes; negative when too much was collected.
    public var outstanding: Dong { due - collected }

    /// What the post still holds; negative when it paid over more than it collected.
    public var withPost: Dong { collected - remitted }

    /// Whether all that was due was collected and paid over, and nothing else.
    public var isEven: Bool { outstanding == .zero && withPost == .zero }
}

extension LegMoney {
    /// Sums up what is in force. On a delivery, or on the collection from the citizen, an amount counts as collected,
    /// on a remittance as remitted; facts that report one step count once.
    init(_ history: LegHistory) {
        self.init()
        var counted: Set<LegEventID> = []
        for step in history.tracks.flatMap(\.steps) where counted.insert(step.event.id).inserted {
            switch step.state {
            case .return(.delivered), .intake(.collected): collected += step.amount ?? .zero
            case .return(.feeRemitted): remitted += step.amount ?? .zero
            default: break
            }
        }
        for event in history.events {
            switch event.kind {
            case .note(.feeDue): due = event.amount ?? due
            case .note(.feeCollected): collected += event.amount ?? .zero
            case .note(.feeRemitted): remitted += event.amount ?? .zero
            default: break
            }
        }
    }
}

/// A paper that the recipient must give back on delivery, as an old licence for the new one.
public struct RecalledPaper: Hashable, Sendable, Codable {
    /// What the paper is called.
    public var name: String
    /// When it was given back; `nil` while it was not.
    public var givenBack: Instant?

    public init(name: String, givenBack: Instant? = nil) {
        self.name = name
        self.givenBack = givenBack
    }

    public var isGivenBack: Bool { givenBack != nil }
}

extension Leg {
    /// The three amounts.
    public var money: LegMoney { LegMoney(history) }

    /// What the recipient must give back, in the order in which it was recalled.
    public var recalledPapers: [RecalledPaper] {
        var papers: [RecalledPaper] = []
        for event in history.events where event.kind == .note(.paperRecalled) {
            guard let name = event.paper, !papers.contains(where: { $0.name == name }) else { continue }
            let back = history.events.first { $0.kind == .note(.paperGivenBack) && $0.paper == name }
            papers.append(RecalledPaper(name: name, givenBack: back?.occurred))
        }
        return papers
    }

    /// Whether its course is complete, its money even and every recalled paper back: it may be closed without a reason.
    public var isSettled: Bool {
        let ends: [LegState] = [.return(.delivered), .intake(.handedOver), .intake(.cancelled)]
        let isThrough = history.present.allSatisfy { track in ends.contains { track.last($0) != nil } }
        return isThrough && money.isEven && recalledPapers.allSatisfy(\.isGivenBack)
    }
}
