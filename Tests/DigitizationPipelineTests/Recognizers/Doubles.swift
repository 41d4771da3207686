import DigitizationPipeline
import Foundation
import RecognizerProtocol

/// What was built together with the tests.
enum Built {
    static func executable(_ name: String) -> String {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent(name).path
    }
}

/// The recognizer that misbehaves when told to, see Tests/Doubles.
enum Doubles {
    /// A pool of doubles; short times, so that what must time out does.
    static func pool(
        slots: Int = 1, start: String? = nil, adjust: (inout RecognizerConfiguration) -> Void = { _ in }
    ) throws -> RecognizerPool {
        var configuration = RecognizerConfiguration(
            executable: Built.executable("RecognizerDouble"), arguments: start.map { ["--start", $0] } ?? [],
            slots: slots)
        adjust(&configuration)
        return try RecognizerPool(configuration)
    }
}

extension RecognizerPool {
    /// Asks the double to do something.
    func ask(_ behaviour: String, deadline: Duration = .seconds(60)) async throws -> RecognizerResponse {
        try await call(.inspect(InspectRequest(path: behaviour, maxPixels: 1)), deadline: deadline)
    }

    /// The number of the process that answered, and how many requests it has served.
    func askWho(_ behaviour: String = "answer", deadline: Duration = .seconds(60)) async throws -> (
        pid: Int, served: Int
    ) {
        guard case .inspected(let inspection) = try await ask(behaviour, deadline: deadline) else { return (0, 0) }
        return (inspection.pages[0].width, inspection.pages[0].height)
    }
}

/// A named pipe through which a double tells that it has begun and, by closing it, that it is gone with all its
/// children.
struct LifeLine {
    let path: String
    private let events: AsyncStream<Void>

    init() throws {
        let path = NSTemporaryDirectory() + "/lifeline-" + UUID().uuidString
        guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.EIO) }
        let (events, continuation) = AsyncStream.makeStream(of: Void.self)
        Thread.detachNewThread {
            // Opening waits for the other side; reading waits for its byte or its end.
            let descriptor = open(path, O_RDONLY)
            var byte: UInt8 = 0
            while read(descriptor, &byte, 1) == 1 { continuation.yield() }
            close(descriptor)
            unlink(path)
            continuation.finish()
        }
        self.path = path
        self.events = events
    }

    func waitForStart() async {
        for await _ in events { return }
    }

    func waitForEnd() async {
        for await _ in events {}
    }
}
