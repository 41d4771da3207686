import ChildProcesses
import Frames
import Glibc
import RecognizerProtocol

/// One running recognizer: the conversation with it and its end. Never leaves its thread.
final class RecognizerChild {
    /// What it said it was.
    private(set) var identity = RecognizerIdentity(engines: [:], models: [:])
    /// Requests that it answered.
    private(set) var answered = 0

    private let configuration: RecognizerConfiguration
    private var process: SpawnedProcess
    private var conversation: ChildConversation
    private var lastRequest: UInt64 = 0

    /// Starts a child and waits until it has said what it is.
    ///
    /// - Throws: ``RecognizerError`` or ``RecognizerInterruption/cancelled``.
    init(configuration: RecognizerConfiguration, waker: WakePipe, call: PendingCall) throws {
        self.configuration = configuration
        do throws(SpawnFault) {
            process = try SpawnedProcess(
                executable: configuration.executable, arguments: configuration.commandLine,
                environment: RecognizerConfiguration.environment())
        } catch {
            throw RecognizerError(error)
        }
        conversation = ChildConversation(
            waker: waker, memoryLimit: configuration.memoryLimit << 20, errorLimit: configuration.errorOutputLimit)
        guard case .hello(let identity) = try receive(sending: [], deadline: configuration.startDeadline, call: call)
        else { throw RecognizerError.garbage("no hello") }
        guard identity.protocolVersion == RecognizerIdentity.currentProtocolVersion else {
            throw RecognizerError.notStarted("speaks protocol \(identity.protocolVersion)")
        }
        self.identity = identity
    }

    /// Whether it lives and has said nothing unasked: it may be given a request.
    var isQuiet: Bool { conversation.isQuiet(process) }

    /// Physical memory that it uses now, in MiB.
    var residentMebibytes: Int? { process.residentBytes.map { $0 >> 20 } }

    /// Gives it a request and waits for the answer. After an error the child must not be used again.
    ///
    /// - Throws: ``RecognizerError`` or ``RecognizerInterruption/cancelled``; the process group is gone by then.
    func exchange(_ request: RecognizerRequest, deadline: Duration, call: PendingCall) throws -> RecognizerResponse {
        lastRequest += 1
        let frame: [UInt8]
        do {
            frame = try Frame.encode(MessageCoding.encode(RequestEnvelope(id: lastRequest, request: request)))
        } catch {
            throw RecognizerError.garbage("request cannot be sent: \(error)")
        }
        guard case .answer(let answer) = try receive(sending: frame, deadline: deadline, call: call),
            answer.id == lastRequest
        else {
            _ = process.end()
            throw RecognizerError.garbage("answer to something else")
        }
        answered += 1
        return answer.response
    }

    /// Closes its input, waits until it ends, kills what does not.
    func retire(grace: Duration) {
        process.closeInput()
        _ = process.waitForEnd(atMost: grace)
        _ = process.end()
    }

    /// Sends a frame, waits for one message, and ends the child if that goes wrong.
    private func receive(sending frame: [UInt8], deadline: Duration, call: PendingCall) throws -> RecognizerMessage {
        do {
            let body = try conversation.exchange(frame, with: process, deadline: deadline) { call.isCancelled }
            return try MessageCoding.decode(RecognizerMessage.self, from: body)
        } catch let broken as ChildConversation.Ending {
            throw end(after: broken, deadline: deadline)
        } catch {
            _ = process.end()
            throw RecognizerError.garbage("\(error)")
        }
    }

    /// Ends the child and names what happened.
    private func end(after broken: ChildConversation.Ending, deadline: Duration) -> any Error {
        // A dying process closes its pipes a moment before its state can be asked for.
        let hasEndedItself = broken == .outputClosed && process.waitForEnd(atMost: .milliseconds(500))
        let ending = process.end()
        switch broken {
        case .cancelled: return RecognizerInterruption.cancelled
        case .deadline: return RecognizerError.timedOut(after: deadline)
        case .memory(let bytes): return RecognizerError.outOfMemory("uses \(bytes >> 20) MiB")
        case .errorFlood(let bytes): return RecognizerError.garbage("\(bytes) bytes on standard error")
        case .outputClosed where !hasEndedItself: return RecognizerError.garbage("closed its output")
        case .outputClosed:
            return ChildEnding.error(for: ending, diagnostics: conversation.lastWords(from: process))
        }
    }
}
