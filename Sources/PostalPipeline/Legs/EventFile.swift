import Basics
import DocumentModel
import PostalChannel
import Spreadsheets
import VietnameseText

/// The events of items as the operator sends them: a row for each, with number, event, time and place.
public struct EventFile: Sendable {
    /// One event.
    public struct Row: Hashable, Sendable {
        public var row: Int
        public var tracking: String
        /// The code or words of the event, as written.
        public var event: String
        public var time: PostalTime
        public var place: String
        public var detail: String
    }

    public var rows: [Row] = []
    public var faults: [EventFault] = []

    /// Most events that one file may have.
    public static let limit = 1_000_000
    /// Rows that are looked at for the headings.
    private static let headingRows = 30

    /// Reads a file. A bad row is a fault; all others are read. Blocks.
    /// - Throws: `SpreadsheetFault`; ``EventFault`` when the headings are not found.
    public static func read(path: String) throws -> EventFile {
        let file = try SpreadsheetFile.open(path: path)
        let rows = try file.rows(ofSheet: 0)
        var events = EventFile()
        var columns: EventColumns?
        var looked = 0
        while let block = try rows.next() {
            for row in block where !row.isBlank {
                guard let known = columns else {
                    columns = EventColumns(header: row)
                    looked += 1
                    if columns == nil, looked >= headingRows { throw EventFault(.headingsMissing, row: 0) }
                    continue
                }
                guard events.rows.count < limit else { throw EventFault(.tooMany, row: row.number) }
                events.add(row, known)
            }
        }
        guard columns != nil else { throw EventFault(.headingsMissing, row: 0) }
        events.leaveMidnightsOut()
        return events
    }

    /// A file that says midnight of every event knows days only.
    private mutating func leaveMidnightsOut() {
        guard rows.allSatisfy(\.time.isMidnight) else { return }
        for place in rows.indices { rows[place].time.isWholeDay = true }
    }

    private mutating func add(_ row: SheetRow, _ columns: EventColumns) {
        let tracking = WrittenTracking(row[columns.tracking])
        let event = row[columns.event].written
        guard !tracking.text.isEmpty else { return faults.append(EventFault(.numberMissing, row: row.number)) }
        if case .lossy = tracking { return faults.append(EventFault(.numberMissing, row: row.number)) }
        guard !event.isEmpty else { return faults.append(EventFault(.eventMissing, row: row.number)) }
        guard let time = columns.time(row) else { return faults.append(EventFault(.timeMissing, row: row.number)) }
        let texts = [event, columns.text(columns.place, row), columns.text(columns.detail, row)]
        guard texts.allSatisfy({ $0.utf8.count <= 1_000 }) else {
            return faults.append(EventFault(.tooLong, row: row.number))
        }
        rows.append(
            Row(
                row: row.number, tracking: tracking.text, event: event, time: time, place: texts[1], detail: texts[2]))
    }
}

/// Which columns hold what, by the words of the headings.
private struct EventColumns {
    let tracking: Int
    let event: Int
    let timeColumn: Int
    /// The hour, where it stands in a column of its own.
    let hour: Int?
    let place: Int?
    let detail: Int?

    init?(header: SheetRow) {
        let headings = header.cells.map { Self.words($0.written) }
        func column(_ phrases: [String], besides taken: [Int?] = []) -> Int? {
            for phrase in phrases {
                let place = headings.firstIndex { " \($0) ".contains(" \(phrase) ") }
                if let place, !taken.contains(place) { return place }
            }
            return nil
        }
        guard
            let tracking = column([
                "so hieu", "ma buu gui", "ma van don", "so van don", "tracking", "item id", "item", "barcode", "s10",
            ]),
            let time = column(
                ["thoi gian", "thoi diem", "ngay gio", "ngay", "time", "date", "timestamp"], besides: [tracking]),
            let event = column(
                [
                    "ma su kien", "su kien", "ma trang thai", "trang thai", "event code", "event", "status code",
                    "status",
                ], besides: [tracking, time])
        else { return nil }
        (self.tracking, timeColumn, self.event) = (tracking, time, event)
        hour = column(["gio", "hour"], besides: [tracking, time, event])
        place = column(
            ["noi", "dia diem", "buu cuc", "don vi", "place", "location", "office"], besides: [tracking, time, event])
        detail = column(
            ["ghi chu", "ly do", "mo ta", "dien giai", "reason", "note", "detail"],
            besides: [tracking, time, event, place])
    }

    func text(_ column: Int?, _ row: SheetRow) -> String { column.map { row[$0].written } ?? "" }

    /// The time of an event; a day and an hour in two columns are taken together.
    func time(_ row: SheetRow) -> PostalTime? {
        let time = DateCell.read(row[timeColumn])
        guard let hour, let day = time, day.isMidnight, let seconds = DateCell.readTime(row[hour]) else { return time }
        return PostalTime(Instant(milliseconds: day.instant.milliseconds + Int64(seconds) * 1_000))
    }

    private static func words(_ heading: String) -> String {
        Folding.folded(heading).split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
    }
}

/// What is wrong with a row of a file of events. What the row says is not repeated.
public struct EventFault: ExplainedError, Hashable {
    /// The raw values are stable.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        case headingsMissing = "headings_missing"
        case numberMissing = "number_missing"
        case eventMissing = "event_missing"
        case timeMissing = "time_missing"
        case tooLong = "too_long"
        case tooMany = "too_many_events"
        /// No parcel of ours has this number.
        case unknownNumber = "unknown_number"
        /// The parcel is known, and its cases are not registered: there is no leg.
        case noLeg = "no_leg"
        /// Several parcels have this number.
        case severalParcels = "several_parcels"
        /// The table of statuses has neither the code nor the words.
        case unknownEvent = "unknown_event"
    }

    public var code: Code
    /// From 1; 0 for the file as a whole.
    public var row: Int

    public init(_ code: Code, row: Int) {
        self.code = code
        self.row = row
    }

    public var stableCode: String { code.rawValue }
    public var vietnamese: String { (row > 0 ? "Dòng \(row): " : "") + texts.0 }
    public var english: String { (row > 0 ? "Row \(row): " : "") + texts.1 }

    private var texts: (String, String) {
        switch code {
        case .headingsMissing:
            (
                "không thấy dòng tiêu đề có số hiệu, sự kiện và thời gian.",
                "no heading with number, event and time was found."
            )
        case .numberMissing:
            (
                "thiếu số hiệu bưu gửi, hoặc số hiệu đã mất chữ số.",
                "the number is missing or has lost digits."
            )
        case .eventMissing: ("thiếu sự kiện.", "the event is missing.")
        case .timeMissing: ("thời gian trống hoặc không đọc được.", "the time is missing or cannot be read.")
        case .tooLong: ("nội dung quá dài.", "a text is too long.")
        case .tooMany:
            (
                "quá \(EventFile.limit) sự kiện; hãy chia tệp.",
                "more than \(EventFile.limit) events; split the file."
            )
        case .unknownNumber: ("không có bưu gửi nào mang số hiệu này.", "no parcel has this number.")
        case .noLeg: ("hồ sơ của bưu gửi chưa có trong sổ.", "the parcel's cases are not in the register.")
        case .severalParcels:
            (
                "nhiều bưu gửi mang số hiệu này; cần người xác định.",
                "several parcels have this number."
            )
        case .unknownEvent:
            (
                "sự kiện không có trong bảng trạng thái.",
                "the table of statuses does not have this event."
            )
        }
    }
}
