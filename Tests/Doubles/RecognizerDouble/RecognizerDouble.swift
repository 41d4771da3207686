import DocumentModel
import Frames
import Glibc
import RecognizerProtocol

/// Stands in for `sohoa-recognizer` in tests of the worker's side: speaks the protocol, and misbehaves when told to.
///
/// `--start NAME` tells how to begin. The path of an inspect request tells what to do with it: `NAME` or `NAME:FIFO`;
/// the named pipe is opened for writing and gets one byte, so that a test knows that the work has begun, and sees its
/// end when the last process that holds it is gone.
@main
struct RecognizerDouble {
    static func main() throws {
        let writer = FrameWriter(descriptor: STDOUT_FILENO)
        try begin(writer)
        let reader = FrameReader(descriptor: STDIN_FILENO)
        var served = 0
        while let body = try reader.read() {
            let envelope = try MessageCoding.decode(RequestEnvelope.self, from: body)
            guard case .inspect(let request) = envelope.request else { exit(90) }
            served += 1
            try behave(request.path, id: envelope.id, served: served, writer)
        }
    }

    private static func begin(_ writer: borrowing FrameWriter) throws {
        var identity = RecognizerIdentity(engines: ["double": "1"], models: [:])
        let arguments = CommandLine.arguments
        let start = arguments.firstIndex(of: "--start").map { arguments[$0 + 1] }
        switch start {
        case "exit": exit(RecognizerExitCode.unavailable)
        case "hang": Misbehaviour.waitForever()
        case "garbage": Misbehaviour.write("Warning: no frame\n", to: STDOUT_FILENO)
        case "other-protocol": identity.protocolVersion += 1
        case "own-identity": identity.engines["double"] = String(getpid())
        default: break
        }
        try writer.write(MessageCoding.encode(RecognizerMessage.hello(identity)))
    }

    private static func behave(_ path: String, id: UInt64, served: Int, _ writer: borrowing FrameWriter) throws {
        let parts = path.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count > 1 { Misbehaviour.signalStart(parts[1]) }
        switch parts[0] {
        case "wrong-number": try answer(id: id + 1, served: served, writer)
        case "answer-twice":
            try answer(id: id, served: served, writer)
            try answer(id: id, served: served, writer)
        case "stop-within-frame":
            try Misbehaviour.writeHalf(message(id: id, served: served))
            exit(0)
        case "tell-surroundings": try tellSurroundings(id: id, writer)
        case "answer-and-exit":
            try answer(id: id, served: served, writer)
            exit(0)
        default:
            Misbehaviour.perform(parts[0])
            try answer(id: id, served: served, writer)
        }
    }

    /// The proper answer: a page as wide as the process number and as high as the count of requests served.
    private static func message(id: UInt64, served: Int) -> RecognizerMessage {
        let page = PageSummary(index: 0, width: Int(getpid()), height: served)
        return .answer(ResponseEnvelope(id: id, response: .inspected(FileInspection(format: .tiff, pages: [page]))))
    }

    private static func answer(id: UInt64, served: Int, _ writer: borrowing FrameWriter) throws {
        try writer.write(MessageCoding.encode(message(id: id, served: served)))
    }

    /// Answers with the command line, the environment and the process group.
    private static func tellSurroundings(id: UInt64, _ writer: borrowing FrameWriter) throws {
        var lines = Array(CommandLine.arguments.dropFirst())
        for name in ["OMP_THREAD_LIMIT", "SOHOA_TEST_SECRET"] {
            if let value = getenv(name) { lines.append("\(name)=\(String(cString: value))") }
        }
        lines.append("leads=\(getpgrp() == getpid())")
        let fault = FileFault(code: .notAnImage, detail: lines.joined(separator: " "))
        let message = RecognizerMessage.answer(ResponseEnvelope(id: id, response: .fault(fault)))
        try writer.write(MessageCoding.encode(message))
    }
}
