import Basics
import Foundation
import Hummingbird
import NIOCore

/// Streams a request's body to disk under limits.
struct IncomingBody {
    /// Bytes that are gathered for one write.
    private static let writeSize = 256 << 10

    let request: Request
    let limits: StationServerSettings.Limits

    /// The length that the client announced; `nil` for chunks.
    var announced: Int? { request.headers[.contentLength].flatMap { Int($0) } }

    /// Refuses a body without reading it when what the client says of it is enough to.
    /// - Throws: ``Problem``.
    func check() throws {
        guard request.headers[.contentRange] == nil else { throw Problem(.badRequest, "Content-Range on PUT") }
        if let coding = request.headers[.contentEncoding], coding.lowercased() != "identity" {
            throw Problem(.unsupportedMediaType)
        }
        if let announced, announced > limits.fileBytes { throw Problem(.fileTooLarge) }
    }

    /// Reads the body and drops it, under the same limits.
    /// - Throws: ``Problem``.
    func drop() async throws {
        var size = 0
        let pace = BodyPace(limits)
        for try await chunk in request.body {
            size += chunk.readableBytes
            guard size <= limits.fileBytes else { throw Problem(.fileTooLarge) }
            try pace.check(size)
        }
    }

    /// Receives the whole body and keeps it under a new name.
    /// - Returns: the name and the size in bytes.
    /// - Throws: ``Problem``, `POSIXError`; nothing is left behind then.
    func receive(
        digest: ContentDigest, from partial: String, into folder: String
    ) async throws -> (name: String, size: Int) {
        var file: PartialFile?
        do {
            var (gathered, gatheredSize, size): ([ByteBuffer], Int, Int) = ([], 0, 0)
            let pace = BodyPace(limits)
            for try await chunk in request.body {
                size += chunk.readableBytes
                guard size <= limits.fileBytes else { throw Problem(.fileTooLarge) }
                try pace.check(size)
                gathered.append(chunk)
                gatheredSize += chunk.readableBytes
                guard gatheredSize >= Self.writeSize else { continue }
                file = try await write(gathered, to: file, partial)
                (gathered, gatheredSize) = ([], 0)
            }
            guard announced ?? size == size else { throw Problem(.bodyCutOff) }
            let whole = try await write(gathered, to: file, partial)
            file = whole
            try await ThreadPoolWork.run {
                guard whole.digest == digest.rawValue else { throw Problem(.digestDiffers) }
                try whole.keep(in: folder)
            }
            return (whole.name, size)
        } catch {
            if let file { try await ThreadPoolWork.run { file.discard() } }
            throw error
        }
    }

    private func write(_ buffers: [ByteBuffer], to file: PartialFile?, _ folder: String) async throws -> PartialFile {
        try await ThreadPoolWork.run {
            let file = try file ?? PartialFile(folder: folder)
            do {
                try file.append(buffers)
            } catch {
                file.discard()
                throw error
            }
            return file
        }
    }
}

/// How fast a body has to come.
struct BodyPace {
    private let limits: StationServerSettings.Limits
    private let start = ContinuousClock.now

    /// The body begins now.
    init(_ limits: StationServerSettings.Limits) { self.limits = limits }

    /// - Parameter size: bytes that have come so far.
    /// - Throws: ``Problem`` when they are too few.
    func check(_ size: Int) throws {
        let elapsed = ContinuousClock.now - start
        guard elapsed <= limits.slowTime || Double(size) >= elapsed / .seconds(1) * Double(limits.slowestBytesPerSecond)
        else { throw Problem(.bodyTooSlow) }
    }
}
