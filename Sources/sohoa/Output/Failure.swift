import ArgumentParser
import Basics
import Foundation
import Presentation

/// Ends the program on an error: what is wrong and what to do on standard error, and the exit code of its kind.
enum Failure {
    /// The command did its work and found something wrong, as `grep` and `diff` end with 1.
    static let findings = ExitCode(1)

    /// Something that was handed in was not taken, and the command has said what.
    static let badInput = ExitCode(Refusal.Kind.badInput.exitCode)

    /// Something that was asked for is not there, and the command has said what.
    static let notFound = ExitCode(Refusal.Kind.notFound.exitCode)

    static func exit(with error: any Error) -> Never {
        let parsing = Sohoa.exitCode(for: error)
        switch error {
        case is ExitCode, is ValidationError, is CleanExit: endParsing(error, parsing)
        case is any RefusalConvertible: break
        default: if parsing == .validationFailure || parsing == .success { endParsing(error, parsing) }
        }
        let refusal = Refusal(explaining: error)
        Print.refusal(refusal)
        Foundation.exit(refusal.kind.exitCode)
    }

    /// What the parser of the command line has to say; it quotes what was typed.
    private static func endParsing(_ error: any Error, _ code: ExitCode) -> Never {
        guard code != .success else { Sohoa.exit(withError: error) }
        let message = Sohoa.fullMessage(for: error)
        if !message.isEmpty { Print.error(ShownText(lines: message) + "\n") }
        Foundation.exit(code.rawValue)
    }
}
