import DocumentModel
import Foundation
import RecognizerProtocol
import Signatures

/// Judges the signatures of a file. What is wrong with the file is part of the answer.
struct SignatureChecking {
    /// What was trusted last: papers of one day are judged by the same lists, which are large.
    private var last: (files: [VerifySignaturesRequest.Trusted], trust: PreparedTrust)?

    /// Most bytes of a file: `PDFLimits` has the same.
    private static let maxBytes = 256 << 20

    /// - Throws: `FileFault` when evidence cannot be written.
    mutating func answer(_ request: VerifySignaturesRequest) throws -> SignatureReport {
        var refused = SignatureReport(judgedAt: request.moment)
        let bytes: [UInt8]
        var content: [UInt8]?
        do throws(FileBytes.Fault) {
            bytes = try FileBytes.read(request.path, limit: Self.maxBytes)
            if let path = request.contentPath { content = try FileBytes.read(path, limit: Self.maxBytes) }
        } catch {
            (refused.fault, refused.detail) = error == .tooLarge ? (.limit, "file size") : (.unreadable, "")
            return refused
        }
        let verifier = SignatureVerifier(trust(request.trusted), now: request.moment)
        let (report, evidence) = verifier.report(on: bytes, content: content)
        if let path = request.evidencePath {
            let known = Set(request.trusted.map(\.digest))
            for item in evidence where !known.contains(item.named.digest) {
                try FileBytes.write(item.bytes, to: path + item.named.digest)
            }
        }
        return report
    }

    private mutating func trust(_ files: [VerifySignaturesRequest.Trusted]) -> PreparedTrust {
        if let last, last.files == files { return last.trust }
        var store = TrustStore(roots: [], timeStampRoots: [])
        for file in files {
            guard let bytes = try? FileBytes.read(file.path, limit: TrustFile.maxBytes),
                let der = TrustFile(bytes)?.der
            else { continue }
            switch file.kind {
            case .root: store.roots.append(der)
            case .timeStampRoot: store.timeStampRoots.append(der)
            case .intermediate: store.intermediates.append(der)
            case .revocationList: store.revocationLists.append(der)
            case .statusAnswer: store.statusAnswers.append(der)
            }
        }
        let trust = PreparedTrust(store)
        last = (files, trust)
        return trust
    }
}

/// Looks what a file of an administrator is.
enum TrustDescribing {
    /// - Throws: `FileFault` when the file cannot be read or its DER cannot be written.
    static func answer(_ request: DescribeTrustRequest) throws -> TrustAnswer {
        let bytes: [UInt8]
        do throws(FileBytes.Fault) {
            bytes = try FileBytes.read(request.path, limit: TrustFile.maxBytes)
        } catch {
            throw FileFault(code: error == .tooLarge ? .tooLarge : .unreadableFile, detail: "trust file")
        }
        guard let file = TrustFile(bytes) else { return .unknown }
        try FileBytes.write(file.der, to: request.outputPath)
        return .described(file.description)
    }
}

/// Whole files as bytes.
private enum FileBytes {
    enum Fault: Error { case tooLarge, unreadable }

    static func read(_ path: String, limit: Int) throws(Fault) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        defer { try? handle.close() }
        guard let size = try? handle.seekToEnd() else { throw .unreadable }
        guard size <= UInt64(limit) else { throw .tooLarge }
        guard (try? handle.seek(toOffset: 0)) != nil, let data = try? handle.read(upToCount: limit + 1) else {
            if size == 0 { return [] }
            throw .unreadable
        }
        guard data.count <= limit else { throw .tooLarge }
        return [UInt8](data)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        do { try Data(bytes).write(to: URL(filePath: path)) } catch {
            throw FileFault(code: .unreadableFile, detail: "evidence cannot be written")
        }
    }
}
