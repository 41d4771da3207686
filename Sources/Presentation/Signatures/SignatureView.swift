import Basics
import DocumentModel
import Ledger

/// One signature with all that a verifier must show (TT 15/2025/TT-BKHCN): who, of which organ, issued by whom, when, whether
/// intact, whether the certificate held then, and what could not be asked.
public struct SignatureView: Encodable, Sendable {
    struct Certificate: Encodable, Sendable {
        var sha256: String?
        var serial: String?
        var validFrom: Int64?
        var validTo: Int64?
    }

    struct Note: Encodable, Sendable {
        var code: String
        var messageVi: String
        var messageEn: String

        init(_ code: String, _ said: SignatureText.Said) {
            (self.code, messageVi, messageEn) = (code, said.vietnamese, said.english)
        }
    }

    struct Change: Encodable, Sendable {
        var kind: String
        var subject: String?
        var isHarmless: Bool
        var messageVi: String
        var messageEn: String
    }

    public let verdict: SignatureVerdict
    var field: String
    var outcome: String
    var messageVi: String
    var messageEn: String
    var reason: Note?
    var isDocumentTimeStamp: Bool
    var signer: String?
    var unit: String?
    var organ: String?
    var taxCode: String?
    var budgetCode: String?
    var issuer: String?
    var issuerOrgan: String?
    var certificate: Certificate
    /// What the signer's clock said; nobody vouches for it.
    var claimedAt: Int64?
    /// The time stamp's time.
    var stampedAt: Int64?
    var timeAuthority: String?
    var integrity: Note
    var coverage: String
    var digest: String?
    /// As of when the certificate was looked at.
    var checkedAt: Int64?
    var warnings: [Note]
    var changes: [Change]
    var shownText: String
    var chain: [String]

    public init(_ verdict: SignatureVerdict) {
        self.verdict = verdict
        let (facts, said) = (verdict.facts, SignatureText.outcome(verdict.outcome))
        field = facts.field
        outcome = verdict.outcome.rawValue
        (messageVi, messageEn) = (said.vietnamese, said.english)
        reason = verdict.reason.map { Note($0, SignatureText.reason($0)) }
        isDocumentTimeStamp = facts.isDocumentTimeStamp
        (signer, unit, organ) = (facts.signer, facts.unit, facts.organ)
        (taxCode, budgetCode) = (facts.taxCode, facts.budgetCode)
        (issuer, issuerOrgan) = (facts.issuer, facts.issuerOrgan)
        certificate = Certificate(
            sha256: facts.certificateDigest, serial: facts.certificateSerial, validFrom: facts.certificateFrom,
            validTo: facts.certificateTo)
        (claimedAt, stampedAt, timeAuthority) = (facts.claimedTime, facts.tokenTime, facts.timeAuthority)
        integrity = Note(facts.integrity.rawValue, SignatureText.integrity(facts))
        (coverage, digest, checkedAt) = (facts.coverage.rawValue, facts.digest, verdict.checkedAt)
        warnings = verdict.warnings.map { Note($0.rawValue, SignatureText.warning($0)) }
        changes = verdict.changes.map {
            let said = SignatureText.change($0)
            return Change(
                kind: $0.kind.rawValue, subject: $0.subject, isHarmless: $0.isHarmless, messageVi: said.vietnamese,
                messageEn: said.english)
        }
        (shownText, chain) = (facts.shownText, verdict.chain)
    }

    private enum CodingKeys: CodingKey {
        case field, outcome, messageVi, messageEn, reason, isDocumentTimeStamp, signer, unit, organ, taxCode, budgetCode
        case issuer, issuerOrgan, certificate, claimedAt, stampedAt, timeAuthority, integrity, coverage, digest
        case checkedAt, warnings, changes, shownText, chain
    }
}

extension SignatureView {
    /// Names and values of what must be shown, in Vietnamese and English.
    public var rows: [(name: SignatureText.Said, value: SignatureText.Said)] {
        let facts = verdict.facts
        func same(_ text: String) -> SignatureText.Said { (text, text) }
        let organ = [facts.unit, facts.organ].compactMap(\.self).joined(separator: ", ")
        let codes = [facts.taxCode.map { "MST \($0)" }, facts.budgetCode.map { "MNS \($0)" }].compactMap(\.self)
        var rows: [(name: SignatureText.Said, value: SignatureText.Said)] = [
            (
                facts.isDocumentTimeStamp ? ("Nơi cấp dấu thời gian", "Time-stamp authority") : ("Người ký", "Signer"),
                same(facts.signer ?? "?")
            )
        ]
        func add(_ vietnamese: String, _ english: String, _ value: SignatureText.Said?) {
            if let value, !value.vietnamese.isEmpty { rows.append(((vietnamese, english), value)) }
        }
        add("Đơn vị quản lý", "Organ", same(organ))
        add("Mã số", "Codes", same(codes.joined(separator: ", ")))
        add(
            "Tổ chức cấp chứng thư số", "Issuer",
            same([facts.issuer, facts.issuerOrgan].compactMap(\.self).joined(separator: ", ")))
        add("Dấu thời gian", "Time stamp", SignatureText.time(facts.tokenTime).map(same))
        add(
            "Thời gian ký (tự ghi)", "Claimed time",
            facts.tokenTime == nil ? SignatureText.time(facts.claimedTime).map(same) : nil)
        add("Tính toàn vẹn", "Integrity", SignatureText.integrity(facts))
        add("Hiệu lực khi ký", "At signing", validity)
        if let from = SignatureText.time(facts.certificateFrom), let to = SignatureText.time(facts.certificateTo) {
            add("Thời hạn chứng thư số", "Certificate's term", same("\(from) – \(to)"))
        }
        add("Nội dung ô ký", "Shown text", same(facts.shownText))
        return rows
    }

    /// Whether the certificate held when it was used.
    private var validity: SignatureText.Said? {
        let at = SignatureText.time(verdict.checkedAt) ?? ""
        switch verdict.outcome {
        case .valid, .validWithWeakDigest, .changedAfterwards:
            let isAsked = !verdict.warnings.contains(.revocationNotAsked)
            return isAsked
                ? ("chứng thư số có hiệu lực, không bị thu hồi (xét lúc \(at))", "valid and not revoked (as of \(at))")
                : (
                    "chứng thư số trong thời hạn; chưa kiểm tra được thu hồi (xét lúc \(at))",
                    "within its term (as of \(at))"
                )
        case .notVerifiable, .broken: return nil
        }
    }
}
