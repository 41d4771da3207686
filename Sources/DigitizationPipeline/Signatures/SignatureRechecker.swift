import Basics
import DocumentModel
import Foundation
import Ledger
import Office
import RecognizerProtocol
import WorkQueue

/// Verifies again the signatures that a new or withdrawn item of trust concerns.
public struct SignatureRechecker: Sendable {
    private let office: OpenHome
    private let recognizer: any Recognizer
    private let window: Int

    /// Files between two looks at what is left.
    private static let piece = 20

    /// - Parameter window: files that are under way at a time.
    public init(office: OpenHome, recognizer: any Recognizer, window: Int) {
        self.office = office
        self.recognizer = recognizer
        self.window = window
    }

    /// Does a job to its end. What was recorded stays recorded when it is broken off: the next attempt goes on from there.
    /// - Throws: `JobLeaseLost`; `CancellationError`; errors of ledger, store and recognizer.
    public func verify(as claim: ClaimedJob) async throws -> JobOutcome {
        let scratch = try PagePictures(folder: office.home.pictures(of: claim.id))
        do {
            try await verify(claim, SignatureStage(recognizer: recognizer, office: office, folder: scratch.folder))
            await scratch.forget()
        } catch {
            await scratch.forget()
            throw error
        }
        let now = office.now()
        try await office.ledger.write { try $0.complete(claim, at: now) }
        return .done
    }

    private func verify(_ claim: ClaimedJob, _ stage: SignatureStage) async throws {
        let item = try await office.ledger.read { tx in try Int(claim.payload).flatMap { try tx.trustItem($0) } }
        var revoked: [String]? = []
        if let item { revoked = try await self.revoked(by: item, stage) }
        while true {
            let serials = revoked
            let (files, trust) = try await office.ledger.read { tx in
                let files =
                    try item.map { try tx.filesToVerify(because: $0, revoked: serials, limit: Self.piece) }
                    ?? tx.unverifiedFiles(limit: Self.piece)
                return (files, try tx.trustState())
            }
            guard !files.isEmpty else { return }
            let verified = try await mapConcurrently(files, window: window) { try await stage.verify($0, by: trust) }
            let now = office.now()
            try await office.ledger.write { tx in
                for file in verified { try tx.record(file.report, of: file.file, by: trust, at: now) }
                try tx.recordProgress(claim)
            }
        }
    }

    /// Serial numbers that a list or answer calls revoked; `nil` when they are too many.
    private func revoked(by item: TrustItem, _ stage: SignatureStage) async throws -> [String]? {
        guard [.revocationList, .statusAnswer].contains(item.kind), item.withdrawal == nil else { return [] }
        let description = try await TrustReader(recognizer: recognizer).describe(
            office.store.url(for: item.artifact).path(percentEncoded: false), output: stage.scratch("list"))
        return description.hasMoreRevoked ? nil : description.revoked
    }
}

/// Has a file of an administrator looked at by the recognizer.
public struct TrustReader: Sendable {
    private let recognizer: any Recognizer

    public init(recognizer: any Recognizer) { self.recognizer = recognizer }

    /// - Parameters:
    ///   - path: of the file, absolute; DER or PEM.
    ///   - output: where its DER is written.
    /// - Throws: `Refusal` `not_trustworthy` for what is no certificate of an authority, revocation list or OCSP answer;
    ///   ``EnvironmentFault``; ``RecognizerError``.
    public func describe(_ path: String, output: String) async throws -> TrustDescription {
        do {
            let request = DescribeTrustRequest(path: path, outputPath: output)
            guard
                case .trustDescribed(.described(let description)) = try await recognizer.call(
                    .describeTrust(request), deadline: .seconds(60))
            else { throw Refusal.notTrustworthy(path) }
            return description
        } catch let error as RecognizerError {
            throw error.issueCode == nil ? EnvironmentFault(error) ?? error as any Error : Refusal.notTrustworthy(path)
        }
    }
}

extension Refusal {
    static func notTrustworthy(_ path: String) -> Refusal {
        Refusal(
            "not_trustworthy", .badInput,
            """
            Tệp \((path as NSString).lastPathComponent) không phải là một chứng thư số của tổ chức chứng thực, một danh sách \
            thu hồi (CRL) hay một trả lời OCSP; mỗi tệp chỉ chứa một mục (DER hoặc PEM).
            """,
            """
            \((path as NSString).lastPathComponent) is no certificate of an authority, no revocation list and no OCSP \
            answer; each file holds one item, DER or PEM.
            """)
    }
}
