import Basics

/// One parcel on a hand-over list.
public struct HandoverListLine: Hashable, Sendable, Codable {
    /// ``Parcel/id``.
    public var parcel: String
    public var tracking: String
    public var recipient: String
    /// Grams.
    public var weight: Int
    /// What the post charges.
    public var fee: Dong
    /// What the post has to collect from the recipient.
    public var toCollect: Dong
    /// Papers that should be in it; `nil` when nobody has to count them.
    public var papersListed: Int?
    /// Papers that were counted.
    public var papersCounted: Int
    /// The legs whose papers it carries; at least one.
    public var legs: [LegID]

    public init(
        parcel: String, tracking: String, recipient: String, weight: Int, fee: Dong, toCollect: Dong = .zero,
        papersListed: Int? = nil, papersCounted: Int, legs: [LegID]
    ) {
        self.parcel = parcel
        self.tracking = tracking
        self.recipient = recipient
        self.weight = weight
        self.fee = fee
        self.toCollect = toCollect
        self.papersListed = papersListed
        self.papersCounted = papersCounted
        self.legs = legs
    }

    /// Whether another number of papers was counted than listed.
    public var isCountWrong: Bool { papersListed.map { $0 != papersCounted } ?? false }

    private enum CodingKeys: String, CodingKey {
        case parcel, tracking, recipient, weight, fee, legs
        case toCollect = "to_collect"
        case papersListed = "papers_listed"
        case papersCounted = "papers_counted"
    }
}

/// Counts and sums at the foot of a hand-over list.
public struct HandoverListTotals: Hashable, Sendable, Codable {
    public var parcels = 0
    public var papers = 0
    /// Grams.
    public var weight = 0
    public var fee = Dong.zero
    public var toCollect = Dong.zero

    public init() {}

    /// Adds up lines.
    public init(_ lines: some Sequence<HandoverListLine>) {
        for line in lines {
            parcels += 1
            papers += line.papersCounted
            weight += line.weight
            fee += line.fee
            toCollect += line.toCollect
        }
    }

    private enum CodingKeys: String, CodingKey {
        case parcels, papers, weight, fee
        case toCollect = "to_collect"
    }
}
