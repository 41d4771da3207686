import Foundation
import Frames
import Testing

struct FramePipeTests {
    @Test func largeFrameGoesThroughAPipe() async throws {
        let pipe = Pipe()
        let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        // More than a pipe holds, so that reading and writing both go in pieces.
        async let written: Void = Self.onThread { try FrameWriter(descriptor: descriptor).write(body) }
        let received = try FrameReader(descriptor: pipe.fileHandleForReading.fileDescriptor).read()
        try await written
        #expect(received == body)
    }

    @Test func endBetweenFramesIsNoError() throws {
        let reader = try Self.stream([0, 0, 0, 1, 42])
        #expect(try FrameReader(descriptor: reader.fileDescriptor).read() == [42])
        #expect(try FrameReader(descriptor: reader.fileDescriptor).read() == nil)
    }

    @Test(arguments: [[0, 0], [0, 0, 0, 3, 1]] as [[UInt8]])
    func endWithinAFrameIsAnError(bytes: [UInt8]) throws {
        let reader = try Self.stream(bytes)
        #expect(throws: FrameError.cutShort) { try FrameReader(descriptor: reader.fileDescriptor).read() }
    }

    @Test func closedDescriptorIsAnError() {
        #expect(throws: FrameError.inputOutput(errno: EBADF)) { try FrameReader(descriptor: -1).read() }
        #expect(throws: FrameError.inputOutput(errno: EBADF)) { try FrameWriter(descriptor: -1).write([1]) }
    }

    /// A descriptor from which exactly these bytes can be read.
    private static func stream(_ bytes: [UInt8]) throws -> FileHandle {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: bytes)
        try pipe.fileHandleForWriting.close()
        return pipe.fileHandleForReading
    }

    /// Runs blocking work off the cooperative pool.
    private static func onThread(_ work: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: work)) }
        }
    }
}
