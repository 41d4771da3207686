/// For whom a recognizer works.
public struct RecognizerLane: Hashable, Sendable {
    /// The station, or whatever is to be served as one.
    public var name: String
    /// Whether its pages go before those of all lanes that are not urgent.
    public var isUrgent: Bool

    public init(name: String = "", isUrgent: Bool = false) {
        self.name = name
        self.isUrgent = isUrgent
    }
}

/// Elements in lanes that take turns: a lane with thousands waiting does not delay one with five. Within a lane, first
/// come, first served.
struct FairQueue<Element> {
    private struct Waiting {
        var lane: RecognizerLane
        var elements: [Element]
    }

    /// In the order of their turns; urgent ones apart.
    private var urgent: [Waiting] = []
    private var normal: [Waiting] = []

    var isEmpty: Bool { urgent.isEmpty && normal.isEmpty }

    /// All elements, in no particular order.
    var all: [Element] { (urgent + normal).flatMap(\.elements) }

    mutating func add(_ element: Element, to lane: RecognizerLane) {
        if lane.isUrgent { Self.add(element, to: lane, in: &urgent) } else { Self.add(element, to: lane, in: &normal) }
    }

    /// The element whose turn it is.
    mutating func next() -> Element? { urgent.isEmpty ? Self.next(in: &normal) : Self.next(in: &urgent) }

    private static func add(_ element: Element, to lane: RecognizerLane, in lanes: inout [Waiting]) {
        if let place = lanes.firstIndex(where: { $0.lane == lane }) {
            lanes[place].elements.append(element)
        } else {
            lanes.append(Waiting(lane: lane, elements: [element]))
        }
    }

    private static func next(in lanes: inout [Waiting]) -> Element? {
        guard !lanes.isEmpty else { return nil }
        var lane = lanes.removeFirst()
        let element = lane.elements.removeFirst()
        if !lane.elements.isEmpty { lanes.append(lane) }
        return element
    }
}
