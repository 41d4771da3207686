import DocumentModel
import Dossiers
import PostalChannel
import VietnameseText

/// What a scanned page of the postal channel shows.
public struct SlipReading: Hashable, Sendable {
    /// What the page is, by the words of its heading.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Phiếu gửi hồ sơ: signed when the post takes the papers, or when the recipient gets the result.
        case dispatchSlip = "dispatch_slip"
        /// Bảng kê, biên bản giao nhận: what agency and post hand each other.
        case handoverRecord = "handover_record"
        /// Phiếu phát, giấy báo phát: that the recipient got it.
        case deliverySlip = "delivery_slip"
    }

    public var kind: Kind
    /// Tracking numbers by the page's barcodes, as printed.
    public var codes: [String] = []
    /// Numbers read as text that may be tracking numbers, not yet compared with ours.
    public var written: [String] = []
    /// The cases that the QR code names.
    public var cases: [CaseCode] = []
    /// The hand-over list that the QR code or a barcode names.
    public var manifest: HandoverListNumber?
    /// Whether an hour is filled in; `nil` when no such line was found.
    public var hasHour: Bool?
    /// Signatures that are sure; `nil` when nobody looked or some are doubtful.
    public var signatures: Int?
    /// Papers that were counted, where the page says so.
    public var counted: Int?
}

extension SlipReading {
    /// Reads a page; `nil` for one that is no slip or record of the postal channel.
    public init?(_ page: PageReading) {
        let lines = page.text.lines.map { Self.words($0.text) }
        let payloads = page.barcodes.map { Payload($0) }
        guard let kind = Self.kind(of: lines, payloads) else { return nil }
        self.kind = kind
        for payload in payloads {
            switch payload {
            case .parcel(let tracking, let cases):
                codes.append(tracking)
                self.cases += cases
            case .handoverList(let number): manifest = number
            case .number(let number): codes.append(number)
            case .other: break
            }
        }
        codes = Set(codes).sorted()
        cases = Set(cases).sorted { $0.rawValue < $1.rawValue }
        written = TrackingTexts.find(in: page.text.lines.map(\.text)).filter { !codes.contains($0) }
        hasHour = FilledHour(page.text).isThere
        signatures = Self.signatures(page)
        counted = Self.counted(lines)
    }

    // MARK: Heading

    private static let headings: [(Kind, [String])] = [
        (.handoverRecord, ["bang ke giao nhan", "bien ban giao nhan", "bien ban ban giao"]),
        (.dispatchSlip, ["phieu gui ho so", "phieu gui"]),
        (.deliverySlip, ["phieu phat", "giay bao phat", "bao phat", "phieu giao hang"]),
    ]

    /// The heading stands in the upper part; a code of ours says so as well.
    private static func kind(of lines: [String], _ payloads: [Payload]) -> Kind? {
        for (kind, phrases) in headings {
            let isThere = lines.prefix(14).contains { line in
                phrases.contains { " \(line) ".contains(" \($0) ") && line.utf8.count <= $0.utf8.count + 40 }
            }
            if isThere { return kind }
        }
        return payloads.contains { if case .handoverList = $0 { true } else { false } } ? .handoverRecord : nil
    }

    // MARK: What is filled in

    private static func signatures(_ page: PageReading) -> Int? {
        guard let marks = page.marks?.filter({ $0.kind == .signature }) else { return nil }
        let sure = marks.count(where: \.isSure)
        return sure == marks.count || sure >= 2 ? sure : nil
    }

    /// `đếm được 5 giấy tờ`, `tổng số giấy tờ: 5`.
    private static func counted(_ lines: [String]) -> Int? {
        for line in lines {
            let words = line.split(separator: " ")
            for (place, word) in words.enumerated() {
                guard let number = Int(word), (0...999).contains(number) else { continue }
                let before = words[..<place].suffix(4).joined(separator: " ")
                let after = words[(place + 1)...].prefix(2).joined(separator: " ")
                if before.hasSuffix("dem duoc") || before.hasSuffix("so giay to") || after == "giay to" {
                    return number
                }
            }
        }
        return nil
    }

    static func words(_ text: String) -> String {
        Folding.folded(text).split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
    }
}

/// What a code of a page says.
private enum Payload {
    case parcel(String, [CaseCode])
    case handoverList(HandoverListNumber)
    case number(String)
    case other

    init(_ barcode: Barcode) {
        let parts = barcode.payload.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.first {
        case "SOHOABC1" where parts.count >= 2 && Self.isNumber(parts[1]):
            self = .parcel(parts[1], parts.dropFirst(2).compactMap(CaseCode.init(rawValue:)))
        case "SOHOABK1" where parts.count == 2:
            self = HandoverListNumber(rawValue: parts[1]).map(Payload.handoverList) ?? .other
        default:
            if let number = HandoverListNumber(rawValue: barcode.payload) {
                self = .handoverList(number)
            } else {
                let isNumber = barcode.symbology == .code128 && Self.isNumber(barcode.payload)
                self = isNumber ? .number(barcode.payload) : .other
            }
        }
    }

    private static func isNumber(_ text: String) -> Bool {
        (8...32).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }
}

/// Finds what may be a tracking number in recognized text.
enum TrackingTexts {
    private static let lengths = 12...14
    /// More are no page of ours.
    private static let maxFound = 200

    /// Words, or neighbouring pieces of one, that have about the length of a number and mostly figures.
    static func find(in lines: [String]) -> [String] {
        var found: [String] = []
        for line in lines {
            let words = line.split(separator: " ").map { Self.characters($0) }
            for first in words.indices where !words[first].isEmpty {
                var joined = ""
                for word in words[first...].prefix(6) {
                    joined += word
                    guard joined.utf8.count <= lengths.upperBound else { break }
                    if lengths.contains(joined.utf8.count), isLikely(joined), !found.contains(joined) {
                        found.append(joined)
                    }
                }
                if found.count >= maxFound { return found }
            }
        }
        return found
    }

    private static func characters(_ word: Substring) -> String {
        word.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }

    private static func isLikely(_ text: String) -> Bool {
        text.utf8.count { (0x30...0x39).contains($0) } >= 6
    }
}
