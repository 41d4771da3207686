import Basics

public typealias CaseEventID = Identifier<CaseEvent>

/// One fact about a case as somebody reported it, on two clocks. Facts are never changed: a later one takes the place of
/// an earlier one by naming it.
public struct CaseEvent: Hashable, Sendable, Codable, Identifiable {
    /// By whose evidence.
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
        case person
        case scan
        case post
        case system
    }

    public enum Kind: Hashable, Sendable, Codable {
        case move(CaseState)
        /// The agency apologised and gave a new day.
        case apology(newDue: Instant)
        /// The competent unit confirmed that it has the papers.
        case transferConfirmed
        case published
        /// A named person lets the case be closed although a component is missing; the reason stands as evidence.
        case archiveWaived
        /// The fact that it supersedes was none.
        case retraction
    }

    public var id: CaseEventID
    public var kind: Kind
    /// When it happened.
    public var occurred: Instant
    /// When we came to know it.
    public var recorded: Instant
    public var actor: Actor
    public var source: Source
    /// The scan's digest, the leg, the other system's message; empty for a person's word.
    public var evidence: String
    /// Number of the paper; empty when there is none.
    public var paper: String
    public var approval: Approval?
    public var supersedes: CaseEventID?

    public init(
        id: CaseEventID, kind: Kind, occurred: Instant, recorded: Instant, actor: Actor, source: Source,
        evidence: String = "", paper: String = "", approval: Approval? = nil, supersedes: CaseEventID? = nil
    ) {
        self.id = id
        self.kind = kind
        self.occurred = occurred
        self.recorded = recorded
        self.actor = actor
        self.source = source
        self.evidence = evidence
        self.paper = paper
        self.approval = approval
        self.supersedes = supersedes
    }
}

/// The head's consent to a return, a refusal or a repeated request for papers, with the written notice.
public struct Approval: Hashable, Sendable, Codable {
    /// Who approved; another account than the one that moves the case.
    public var approver: Actor
    public var approved: Instant
    /// Number of the written notice.
    public var notice: String
    public var reason: String
    /// What the notice says: what is missing, what to do.
    public var content: String

    public init(approver: Actor, approved: Instant, notice: String, reason: String, content: String) {
        self.approver = approver
        self.approved = approved
        self.notice = notice
        self.reason = reason
        self.content = content
    }

    /// What keeps a move from being made with this approval; `nil` when nothing does.
    func fault(of event: CaseEvent) -> MoveRefusal.Code? {
        func isEmpty(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
        if approver.kind != .person || event.actor.kind != .person || approver.account == event.actor.account {
            return .fourEyes
        }
        if isEmpty(notice) { return .noticeMissing }
        if isEmpty(reason) || isEmpty(content) { return .reasonMissing }
        return approved > event.occurred ? .approvedAfterwards : nil
    }
}
