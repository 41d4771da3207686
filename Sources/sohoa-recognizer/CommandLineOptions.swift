import RecognizerProtocol

/// What the worker tells the child when it starts it. Only the worker starts it, so there is no help text.
struct CommandLineOptions {
    /// Most memory in MiB; `nil` for no limit.
    var memoryLimit: Int?
    /// Tesseract model.
    var language = "vie"

    /// - Throws: ``Ending`` with ``RecognizerExitCode/usage``.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Self.usage("\(name) needs a value") }
            switch name {
            case "--memory-limit":
                guard let limit = Int(value), limit > 0 else { throw Self.usage("\(name): no number of MiB") }
                memoryLimit = limit
            case "--language": language = value
            default: throw Self.usage("unknown argument \(name)")
            }
        }
    }

    private static func usage(_ message: String) -> Ending {
        Ending(
            code: RecognizerExitCode.usage,
            message: "sohoa-recognizer: \(message)\nusage: sohoa-recognizer [--memory-limit MIB] [--language MODEL]")
    }
}
