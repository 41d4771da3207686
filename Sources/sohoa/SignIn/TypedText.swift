import Basics
import Foundation

/// What a person types at a prompt, or a script gives line by line on standard input.
enum TypedText {
    private static let maxBytes = 4_096

    static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// A line that is seen while it is typed.
    static func line(_ prompt: String) throws(Refusal) -> String {
        ask(prompt)
        return try next()
    }

    /// A line that is not shown. The terminal is put right again however this ends.
    static func secret(_ prompt: String) throws(Refusal) -> String {
        ask(prompt)
        guard isTerminal else { return try next() }
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { throw unreadable }
        var hidden = before
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
            Print.error("\n")
        }
        return try next()
    }

    private static func ask(_ prompt: String) {
        if isTerminal { Print.error("\(prompt): ") }
    }

    private static func next() throws(Refusal) -> String {
        guard let line = readLine(strippingNewline: true), line.utf8.count <= maxBytes else { throw unreadable }
        return line
    }

    private static let unreadable = Refusal(
        "nothing_typed", .badInput, "Không đọc được từ bàn phím.", "Nothing could be read from standard input.")
}
