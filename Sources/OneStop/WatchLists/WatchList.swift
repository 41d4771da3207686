import Basics
import Dossiers

/// What the lists look at, computed once for each case and kept beside it.
public struct WatchFacts: Hashable, Sendable {
    public var code: CaseCode
    public var state: CaseState
    /// The last moment, the new one after an apology.
    public var due: Instant?
    public var apologyLastDay: CalendarDay?
    public var hasApology = false
    public var needsTransferBy: CalendarDay?
    public var isTransferConfirmed = false
    /// A control slip has a line without its hour or a signature.
    public var hasIncompleteSlip = false
    /// Moves that wait for the head.
    public var unapproved = 0
    /// A component that must be digitized, signed or archived is missing and not waived by a named person.
    public var isArchiveIncomplete = false
    public var isPublished = false
    /// The post proves a return that the case's course does not have.
    public var isReturnProven = false

    public init(code: CaseCode, state: CaseState, due: Instant?) {
        (self.code, self.state, self.due) = (code, state, due)
    }
}

/// The lists that the one-stop shop works off, each in the order of its key.
public enum WatchList: String, Hashable, Sendable, Codable, CaseIterable {
    case dueToday = "due_today"
    case dueSoon = "due_soon"
    case lateWithoutApology = "late_without_apology"
    case apologyDueTomorrow = "apology_due_tomorrow"
    case awaitingSupplement = "awaiting_supplement"
    case transferNotConfirmed = "transfer_not_confirmed"
    case incompleteSlip = "incomplete_slip"
    case awaitingApproval = "awaiting_approval"
    case signedNotReturned = "signed_not_returned"
    case returnedNotRecorded = "returned_not_recorded"
    case archiveIncomplete = "archive_incomplete"
    case notPublished = "not_published"

    /// The Vietnamese words that screens and sheets show.
    public var vietnamese: String {
        switch self {
        case .dueToday: "Đến hạn hôm nay"
        case .dueSoon: "Sắp đến hạn"
        case .lateWithoutApology: "Quá hạn, chưa có văn bản xin lỗi"
        case .apologyDueTomorrow: "Phải xin lỗi trước ngày làm việc tới"
        case .awaitingSupplement: "Chờ bổ sung giấy tờ"
        case .transferNotConfirmed: "Chưa xác nhận chuyển hồ sơ"
        case .incompleteSlip: "Phiếu thiếu giờ hoặc chữ ký"
        case .awaitingApproval: "Chờ người đứng đầu phê duyệt"
        case .signedNotReturned: "Có kết quả, chưa trả"
        case .returnedNotRecorded: "Đã trả, chưa ghi nhận"
        case .archiveIncomplete: "Thiếu thành phần khi đóng hồ sơ"
        case .notPublished: "Chưa công khai"
        }
    }

    /// Whether a case stands on the list.
    /// - Parameter nextWorkingDay: of the calendar; "tomorrow" is the next day that is worked.
    ///   Of ``dueSoon``, the last of the days that are meant.
    public func holds(
        _ facts: WatchFacts, now: Instant, nextWorkingDay: CalendarDay, soon last: CalendarDay? = nil
    ) -> Bool {
        let today = LocalTime.day(of: now)
        let soon = last ?? nextWorkingDay
        let isRunning = !facts.state.isSettled && ![.awaitingSupplement, .registered].contains(facts.state)
        return switch self {
        case .dueToday: isRunning && facts.due.flatMap(LocalTime.day) == today && today != nil
        case .dueSoon:
            isRunning
                && facts.due.flatMap(LocalTime.day).map { due in today.map { $0 <= due } ?? false && due <= soon }
                    ?? false
        case .lateWithoutApology:
            isRunning && !facts.hasApology && facts.due != nil && CaseTiming(end: now, due: facts.due) == .overdue
        case .apologyDueTomorrow: isRunning && !facts.hasApology && facts.apologyLastDay == nextWorkingDay
        case .awaitingSupplement: facts.state == .awaitingSupplement
        case .transferNotConfirmed:
            !facts.isTransferConfirmed && facts.state == .received
                && facts.needsTransferBy.map { day in today.map { day <= $0 } ?? false } ?? false
        case .incompleteSlip: facts.hasIncompleteSlip
        case .awaitingApproval: facts.unapproved > 0
        case .signedNotReturned: facts.state == .processed && !facts.isReturnProven
        case .returnedNotRecorded: facts.isReturnProven && facts.state != .returned
        case .archiveIncomplete: facts.state.isSettled && facts.isArchiveIncomplete
        case .notPublished:
            !facts.isPublished && [.processed, .returned, .notAccepted, .awaitingSupplement].contains(facts.state)
        }
    }

    /// Whether the case is due within so many working days from today on, today among them.
    public static func isDue(
        _ facts: WatchFacts, within days: Int, today: CalendarDay, calendar: WorkingCalendar
    ) throws(CalendarFault) -> Bool {
        guard !facts.state.isSettled, let due = facts.due.flatMap(LocalTime.day), due >= today else { return false }
        return due <= (try calendar.adding(workingDays: days, to: today))
    }

    /// The order of every list: what is due first stands first, then the code; without a last day at the end.
    public static func precedes(_ a: WatchFacts, _ b: WatchFacts) -> Bool {
        let (first, second) = (a.due?.milliseconds ?? .max, b.due?.milliseconds ?? .max)
        return first == second ? a.code < b.code : first < second
    }
}
