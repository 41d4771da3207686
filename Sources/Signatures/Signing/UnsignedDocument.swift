import Crypto
import DocumentModel

/// A PDF with an increment that holds a signature's field and an empty hole for the signature: made before anybody signs, so
/// that whoever holds the key sees no more than a digest.
public struct UnsignedDocument: Sendable {
    /// Why a file is not signed.
    public enum Fault: Error, Equatable, Sendable {
        /// See ``SignatureReader/Fault``.
        case unreadable(SignatureReader.Fault)
        /// A signer before forbade it.
        case forbidden
        /// A field with this name is there.
        case fieldExists
        /// The signature needs more room than was left for it.
        case tooLarge
        case badCertificate
        /// The signature value is not that of the certificate's key.
        case wrongSignature
    }

    /// What is put onto the first page.
    public struct Block: Sendable {
        /// A PDF of one page, as large as the block.
        public var drawing: [UInt8]
        /// Free space to the page's upper and right edge, points.
        public var margin: Double

        public init(drawing: [UInt8], margin: Double) { (self.drawing, self.margin) = (drawing, margin) }
    }

    /// Bytes that the signature may have: a government token's answer with its certificates has about five thousand.
    static let room = 16_384

    private var bytes: [UInt8]
    /// Of the hexadecimal string, with its brackets.
    private let hole: Range<Int>

    /// - Parameters:
    ///   - bytes: the file.
    ///   - field: name of the new field.
    ///   - block: what its place on page 1 shows; `nil` for a signature that is not seen.
    ///   - time: when it is signed, milliseconds since 1970; written at +07:00.
    public init(of bytes: [UInt8], field: String, block: Block?, time: Int64) throws(Fault) {
        do {
            let revision = try SignatureReader.lastRevision(of: bytes)
            let found = try SignatureReader().found(in: revision)
            for signature in found {
                let permission = try ModificationPermission(signature: signature.entries, in: revision)
                guard !permission.isUnknown,
                    permission.allows(RevisionChange(kind: .signature, subject: field, revisionEnd: 0))
                else { throw Stop.fault(.forbidden) }
            }
            guard try !FormFieldReader(revision: revision).fields().contains(where: { $0.name == field }) else {
                throw Stop.fault(.fieldExists)
            }
            var making = try SignatureFieldMaking(revision, field: field, time: time)
            if let block { try making.show(block) }
            (self.bytes, hole) = try making.finished(room: Self.room)
        } catch let stop as Stop {
            switch stop {
            case .fault(let fault): throw fault
            }
        } catch let fault as PDFFault {
            throw .unreadable(SignatureReader.Fault(fault))
        } catch {
            throw .unreadable(.malformed("unknown"))
        }
    }

    private enum Stop: Error { case fault(Fault) }

    /// SHA-256 of all but the hole.
    public var digest: [UInt8] {
        var hash = SHA256()
        bytes[..<hole.lowerBound].withUnsafeBytes { hash.update(bufferPointer: $0) }
        bytes[hole.upperBound...].withUnsafeBytes { hash.update(bufferPointer: $0) }
        return Array(hash.finalize())
    }

    /// Has it signed and, if somebody stamps, stamped (PAdES B-B and B-T).
    /// - Parameter stamp: makes an RFC 3161 token over a signature value.
    /// - Returns: the signed file.
    /// - Throws: ``Fault``; errors of signer and stamp.
    public func signed(
        by signer: some DocumentSigner, stamp: (([UInt8]) async throws -> [UInt8])? = nil
    ) async throws -> [UInt8] {
        guard
            let envelope = SignatureEnvelope(
                digest: digest, certificate: signer.certificate, intermediates: signer.intermediates,
                scheme: signer.scheme)
        else { throw Fault.badCertificate }
        let value = try await signer.sign(envelope.signedBytes)
        let token = try await stamp?(value)
        let whole = envelope.completed(signature: value, token: token)
        // Nothing leaves here that would not be believed: a token with another key, a scheme that it does not do.
        guard let read = SignedData(whole), read.namesSigner == true,
            read.check(content: [bytes[..<hole.lowerBound], bytes[hole.upperBound...]]) == .right
        else { throw Fault.wrongSignature }
        let digits = whole.flatMap { Array(PDFHex.byte($0).utf8) }
        guard digits.count <= hole.count - 2 else { throw Fault.tooLarge }
        var signed = bytes
        signed.replaceSubrange((hole.lowerBound + 1)..<(hole.lowerBound + 1 + digits.count), with: digits)
        return signed
    }
}
