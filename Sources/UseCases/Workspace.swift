import Basics
import Ledger
import Office

/// An open data home as one caller may use it. Doors do no more than call this: what is allowed,
/// who is named in the records and how lists are cut into pages is decided here once.
///
/// ```swift
/// let workspace = Workspace(try OpenHome(home: home), caller: .systemAccount())
/// let file = try await workspace.cases.show(code)
/// ```
public struct Workspace: Sendable {
    public let caller: Caller
    /// The data home, with the caller as the actor of everything that is recorded through it.
    let office: OpenHome
    /// What use cases about accounts need.
    let accountServices: AccountServices
    /// What for papers are looked at through it; `nil` for working their cases.
    public let purpose: LookPurpose?

    public init(
        _ office: OpenHome, caller: Caller, accounts: AccountServices = AccountServices(), purpose: LookPurpose? = nil
    ) {
        (self.caller, accountServices, self.purpose) = (caller, accounts, purpose)
        self.office = office.acting(as: caller.actor, context: caller.context)
    }

    /// The same, where papers are looked at for something else.
    public func looking(for purpose: LookPurpose) -> Workspace {
        Workspace(office, caller: caller, accounts: accountServices, purpose: purpose)
    }

    public var cases: Cases { Cases(workspace: self) }
    public var batches: Batches { Batches(workspace: self) }
    public var documents: Documents { Documents(workspace: self) }
    public var waiting: Waiting { Waiting(workspace: self) }
    public var jobs: Jobs { Jobs(workspace: self) }
    public var stations: Stations { Stations(workspace: self) }
    public var uploads: Uploads { Uploads(workspace: self) }
    public var signatures: Signatures { Signatures(workspace: self) }
    public var custody: Custody { Custody(workspace: self) }
    public var audit: Audit { Audit(workspace: self) }
    public var status: Status { Status(workspace: self) }
    public var accounts: Accounts { Accounts(workspace: self) }
    public var ownAccount: OwnAccount { OwnAccount(workspace: self) }
    public var looks: Looks { Looks(workspace: self) }

    /// Opens the postal channel with the rules in force. Blocks briefly, to read them.
    /// - Throws: `PostalRulesFault`; `Refusal` when the caller may not read it.
    public func postal() throws -> Postal { try Postal(workspace: self) }

    /// Whether this process does the chores of the data home: no other one serves it.
    public var isLeader: Bool { office.leadership.isLeader }

    /// Closes the data home for the whole process. Blocks.
    public func close() throws { try office.ledger.close() }

    /// The present moment of the office.
    public func now() -> Instant { office.now() }

    /// Today at +07:00, or an earlier day.
    /// - Throws: `Refusal` `bad_clock` when the machine's clock shows a year before 1900 or after 2199.
    public func today(daysAgo: Int64 = 0) throws(Refusal) -> CalendarDay {
        guard let day = LocalTime.day(of: Instant(milliseconds: now().milliseconds - daysAgo * 86_400_000)) else {
            throw Refusal("bad_clock", .failed, "Đồng hồ của máy sai.", "The clock of this machine is wrong.")
        }
        return day
    }
}

/// A group of use cases about one subject.
protocol UseCaseGroup: Sendable {
    var workspace: Workspace { get }
}

extension UseCaseGroup {
    var caller: Caller { workspace.caller }
    var office: OpenHome { workspace.office }
    var ledger: Ledger { workspace.office.ledger }
    func now() -> Instant { workspace.now() }
}
