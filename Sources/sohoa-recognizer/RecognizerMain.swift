import Foundation
import Frames
import RecognizerProtocol
import ScannedPages

/// The child process that runs image and OCR code, and nothing else. It speaks frames on its standard streams; the
/// worker that started it may kill it at any time.
@main
struct RecognizerMain {
    static func main() {
        do {
            try serve()
        } catch let ending as Ending {
            FileHandle.standardError.write(Data((ending.message + "\n").utf8))
            exit(ending.code)
        } catch {
            // The stream of requests broke, or nobody takes answers any more.
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(RecognizerExitCode.system)
        }
    }

    private static func serve() throws {
        let options = try CommandLineOptions(Array(CommandLine.arguments.dropFirst()))
        let streams = try ProtocolStreams.taken()
        try ResourceLimits.apply(memoryLimit: options.memoryLimit)
        ParentWatch.start(output: streams.output)
        let steps = StepTimesFile.named(in: ProcessInfo.processInfo.environment)

        var handler = try RequestHandler(language: options.language)
        let writer = FrameWriter(descriptor: streams.output)
        let reader = FrameReader(descriptor: streams.input)
        try writer.write(MessageCoding.encode(RecognizerMessage.hello(handler.identity())))
        while let body = try reader.read() {
            let envelope = try StepTimes.measure(.messages) {
                try MessageCoding.decode(RequestEnvelope.self, from: body)
            }
            let answer = ResponseEnvelope(id: envelope.id, response: try handler.answer(envelope.request))
            try StepTimes.measure(.messages) {
                try writer.write(MessageCoding.encode(RecognizerMessage.answer(answer)))
            }
            steps?.append()
        }
    }
}

/// Why the program cannot go on: an exit code and a line for the administrator.
struct Ending: Error {
    /// One of ``RecognizerExitCode``.
    var code: Int32
    var message: String
}
