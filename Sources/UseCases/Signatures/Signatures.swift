import ArtifactStore
import Basics
import DigitizationPipeline
import DocumentModel
import Dossiers
import Foundation
import Ledger
import Office
import RecognizerProtocol

extension Workspace {
    /// What was found of signatures, and what is trusted for it.
    public struct Signatures: UseCaseGroup {
        let workspace: Workspace

        /// The outcomes that are counted, in the order in which they are shown.
        public static let countedOutcomes =
            SignatureVerdict.Outcome.allCases.map(\.rawValue) + ["none", "unchecked"]

        // MARK: What was found

        /// The signed files of a document, with the newest check of each.
        /// - Throws: `Refusal` `not_found`, also for a document of another agency's case.
        public func show(_ id: DocumentID) async throws -> Shown {
            let shown = try await workspace.documents.show(id)
            return Shown(document: shown.document, checks: try await checks(of: shown))
        }

        /// A document with what was found of the signed files it was made from.
        public struct Shown: Sendable {
            public var document: DigitizedDocument
            public var checks: [SignatureCheck]
        }

        /// What was found of the signed files from which a document that is shown was made.
        public func checks(of shown: Workspace.Documents.Shown) async throws -> [SignatureCheck] {
            let document = shown.document
            return try await ledger.read { try $0.signatureChecks(of: document) }
        }

        /// What was found last of the signed originals of an export.
        public func checks(of documents: [ExportDocument]) async throws -> [ContentDigest: SignatureCheck] {
            _ = try caller.scope(for: .readPapers)
            let files = Set(documents.compactMap(\.signedOriginal))
            guard !files.isEmpty else { return [:] }
            return try await ledger.read { tx in
                try files.reduce(into: [:]) { $0[$1] = try tx.signatureCheck(of: $1) }
            }
        }

        /// Earlier checks of a document's files too, the newest first.
        public func history(_ id: DocumentID) async throws -> [SignatureCheck] {
            let document = try await workspace.documents.show(id).document
            return try await ledger.read { tx in
                try Set(document.content.pages.map(\.content.original)).sorted().flatMap {
                    try tx.signatureChecks(of: $0)
                }
            }
        }

        /// Signed files, by the digest of the file.
        /// - Parameters:
        ///   - signer: words of the signer's or organ's name, or a tax or budget code.
        ///   - outcome: only with this one.
        ///   - limit: most files, 1 to 1000.
        public func list(
            signer: String = "", outcome: String? = nil, after last: ContentDigest? = nil, limit: Int
        ) async throws -> [SignedFile] {
            let scope = try caller.scope(for: .readPapers)
            try await workspace.look(at: .listing("signatures"))
            return try await ledger.read {
                try $0.signedFiles(
                    signer: signer, outcome: outcome, in: scope, after: last, limit: min(max(limit, 1), 1000))
            }
        }

        // MARK: Files that nobody handed in

        /// What this data home trusts, for judging a ``LooseFile``: of nobody's papers.
        public func trusted() async throws -> [VerifySignaturesRequest.Trusted] {
            let items = try await ledger.read { try $0.trustState() }.items
            let store = office.store
            return items.map {
                VerifySignaturesRequest.Trusted(
                    kind: $0.kind, path: store.url(for: $0.artifact).path(percentEncoded: false),
                    digest: $0.artifact.rawValue)
            }
        }

        // MARK: Trust

        /// What is trusted and was, the newest first.
        public func trust(limit: Int = 1000) async throws -> [TrustItem] {
            try caller.requireRole(.readStatus)
            return try await ledger.read { try $0.trustItems(limit: limit) }
        }

        /// Trusts what a file holds, and has the signatures that it concerns verified again.
        /// - Parameters:
        ///   - kinds: for what it is trusted; nothing for what it can only be. A root has to be named.
        ///   - source: where it was got; not empty.
        ///   - obtained: when; `nil` for the present moment.
        /// - Throws: `Refusal` `not_trustworthy`, `trust_kind_missing`, `trust_kind_wrong`, `text_missing`, `file_not_found`.
        public func add(
            fileAt path: String, as kinds: Set<TrustKind>, source: String, obtained: Instant?,
            with recognizer: any Recognizer
        ) async throws -> [(item: TrustItem, isNew: Bool)] {
            try caller.require(.keepHome)
            guard !source.allSatisfy(\.isWhitespace), source.utf8.count <= 1000 else {
                throw Refusal.trustSourceMissing
            }
            guard FileManager.default.fileExists(atPath: path) else { throw Refusal.noFile(path) }
            let output = office.store.temporaryFile()
            let description = try await TrustReader(recognizer: recognizer).describe(
                path, output: output.path(percentEncoded: false))
            guard kinds.isSubset(of: description.kinds) else { throw Refusal.trustKindWrong }
            let isEvidence = !description.kinds.contains(.root)
            guard isEvidence || !kinds.isEmpty else { throw Refusal.trustKindMissing }
            let (store, now) = (office.store, now())
            let artifact = try await BlockingWork(label: "sohoa.trust").run { try store.adopt(temporaryFile: output) }
            guard artifact.sha256.rawValue == description.digest else { throw Refusal.trustKindWrong }
            let wanted = kinds.isEmpty ? Set(description.kinds) : kinds
            let when = min(obtained ?? now, now)
            return try await ledger.write { tx in
                try wanted.sorted { $0.rawValue < $1.rawValue }.map {
                    try tx.trust($0, description, artifact: artifact.sha256, source: source, obtained: when, at: now)
                }
            }
        }

        /// Trusts an item no longer, and has what rests on it verified again.
        public func withdraw(_ number: Int, reason: String) async throws -> TrustItem {
            try caller.require(.keepHome)
            guard !reason.allSatisfy(\.isWhitespace), reason.utf8.count <= 1000 else {
                throw Refusal.trustSourceMissing
            }
            let now = now()
            do {
                return try await ledger.write { try $0.withdrawTrust(number, reason: reason, at: now) }
            } catch let error as LedgerError where [.notFound, .conflict].contains(error.code) {
                throw Refusal.unknownTrustItem(number)
            }
        }
    }
}

/// A file that lies anywhere, judged where foreign bytes are read.
public struct LooseFile: Sendable {
    private let path: String
    private let content: String?
    private let recognizer: any Recognizer

    /// - Parameter content: what a signature beside a file covers; else the file of the same name without `.p7s` or `.p7m`,
    ///   if there is one.
    public init(path: String, content: String?, recognizer: any Recognizer) {
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        self.recognizer = recognizer
        let ending = (path as NSString).pathExtension.lowercased()
        let bare = (self.path as NSString).deletingPathExtension
        let isBeside = ["p7s", "p7m", "p7"].contains(ending) && FileManager.default.fileExists(atPath: bare)
        self.content = content.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? (isBeside ? bare : nil)
    }

    /// - Throws: `Refusal` `file_not_found`; `RecognizerError` when the recognizer cannot be started. That it fails on the
    ///   file is a finding.
    public func report(
        by trusted: [VerifySignaturesRequest.Trusted], at now: Instant
    ) async throws -> SignatureReport {
        for file in [path] + (content.map { [$0] } ?? []) where !FileManager.default.fileExists(atPath: file) {
            throw Refusal.noFile(file)
        }
        let request = VerifySignaturesRequest(
            path: path, contentPath: content, trusted: trusted, moment: now.milliseconds)
        var refused = SignatureReport(fault: .crashed, judgedAt: now.milliseconds)
        do {
            if case .signaturesVerified(let report) = try await recognizer.call(
                .verifySignatures(request), deadline: .seconds(60))
            {
                return report
            }
        } catch let error as RecognizerError {
            switch error.issueCode {
            case nil: throw EnvironmentFault(error) ?? error as any Error
            case .recognizerTimedOut: refused.fault = .timedOut
            case .recognizerOutOfMemory: refused.fault = .outOfMemory
            default: break
            }
        }
        return refused
    }
}

extension Refusal {
    static let trustSourceMissing = Refusal(
        "text_missing", .badInput, "Hãy ghi rõ nguồn hoặc lý do (không quá 1000 byte).",
        "Say where it comes from, or why (at most 1000 bytes).")
    static let trustKindMissing = Refusal(
        "trust_kind_missing", .badInput,
        "Hãy nói rõ chứng thư số này được tin làm gì: gốc của người ký, gốc của cấp dấu thời gian, hay trung gian (--as).",
        "Say for what this certificate is trusted: root, time_stamp_root or intermediate (--as).")
    public static let trustKindWrong = Refusal(
        "trust_kind_wrong", .badInput, "Tệp này không dùng được vào việc đó.",
        "This file cannot be trusted for that: a self-signed certificate is no intermediate, a list no root.")

    static func unknownTrustItem(_ number: Int) -> Refusal {
        Refusal(
            "unknown_trust_item", .notFound, "Không có mục số \(number), hoặc đã bị thôi tin cậy.",
            "There is no item \(number), or it was withdrawn before.")
    }
}
