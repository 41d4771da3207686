import Basics
import Dossiers

/// One postal item (bưu gửi) as we know it: what we handed to the post or expect from it.
public struct Parcel: Hashable, Sendable, Codable {
    /// Our own identity of it, 1 to 64 characters; never used twice.
    public var id: String
    public var direction: Direction
    /// The cases whose papers it carries, in the order given; at least one.
    public var cases: [CaseCode]
    /// The tracking number as we recorded it, in capitals and without blanks; it may be mistyped.
    public var tracking: String
    /// The post's service, as we ordered it: `EMS`, `BP`.
    public var service: String
    public var recipient: String
    public var address: String
    /// Province of the other side, by name.
    public var province: String
    public var phone: String
    /// Grams; `nil` when it was not weighed.
    public var weight: Int?
    /// What the post charges for carrying it.
    public var fee: Dong?
    /// What the recipient has to pay on delivery (thu hộ); zero when nothing is to be collected.
    public var due: Dong
    /// When it was given to the post; `nil` while it was not.
    public var handedOver: Instant?
    /// Last day for its delivery.
    public var deadline: CalendarDay?
    /// Number of the hand-over list that it stands on.
    public var manifest: String?
    public var status: PostalStatus
    /// When it was delivered, by what we know.
    public var deliveredAt: Instant?

    public init(
        id: String, direction: Direction, cases: [CaseCode], tracking: String, service: String = "",
        recipient: String = "", address: String = "", province: String = "", phone: String = "", weight: Int? = nil,
        fee: Dong? = nil, due: Dong = .zero, handedOver: Instant? = nil, deadline: CalendarDay? = nil,
        manifest: String? = nil, status: PostalStatus = .unknown, deliveredAt: Instant? = nil
    ) {
        self.id = id
        self.direction = direction
        self.cases = cases
        self.tracking = tracking
        self.service = service
        self.recipient = recipient
        self.address = address
        self.province = province
        self.phone = phone
        self.weight = weight
        self.fee = fee
        self.due = due
        self.handedOver = handedOver
        self.deadline = deadline
        self.manifest = manifest
        self.status = status
        self.deliveredAt = deliveredAt
    }
}

extension Parcel {
    /// What the post has to pay over: nothing of what was to be collected for an item that came back.
    public func owed(after status: PostalStatus) -> Dong { status.isReturn ? .zero : due }
}

/// How far a parcel has come, as far as it matters for reconciling. The finer states of a leg are in `Legs`.
public enum PostalStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Not known, or said in words that the table of statuses does not have.
    case unknown
    /// Made ready; not with the post yet.
    case prepared
    /// Taken by the post (chấp nhận, phát hành).
    case accepted
    case inTransit = "in_transit"
    /// A delivery was tried in vain.
    case attemptFailed = "attempt_failed"
    case delivered
    case refused
    /// On its way back to the sender.
    case returning
    /// Back with the sender (chuyển hoàn).
    case returned
    case lost
    case damaged
    case cancelled

    /// Whether the parcel goes or went back to its sender.
    public var isReturn: Bool { self == .returning || self == .returned }

    /// Whether a parcel with this status can come to have another one in the ordinary course of things.
    func precedes(_ other: PostalStatus) -> Bool {
        switch (self, other) {
        case (.prepared, .accepted), (.prepared, .inTransit), (.accepted, .inTransit): true
        case (.prepared, .attemptFailed), (.accepted, .attemptFailed), (.inTransit, .attemptFailed): true
        case (.prepared, .delivered), (.accepted, .delivered), (.inTransit, .delivered), (.attemptFailed, .delivered):
            true
        case (.returning, .returned): true
        default: false
        }
    }
}
