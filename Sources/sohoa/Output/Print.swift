import Basics
import Foundation
import Presentation

/// Prints results on standard output.
enum Print {
    /// A value as JSON.
    static func json(_ value: some Encodable) throws {
        write(try JSONForm.indented.data(value))
        write(Data("\n".utf8))
    }

    /// Text for a person.
    static func page(_ page: TextPage) { write(Data(page.text.text.utf8)) }

    /// Ends the program when nobody reads any more, as in `sohoa status | head`: quietly, as a signal would.
    static func write(_ data: Data) {
        guard !data.isEmpty else { return }
        do { try tryWriting(data) } catch { endUnread() }
    }

    static func tryWriting(_ page: TextPage) throws(Unread) { try tryWriting(Data(page.text.text.utf8)) }

    /// For what must go on when nobody reads any more.
    static func tryWriting(_ data: Data) throws(Unread) {
        do { try FileHandle.standardOutput.write(contentsOf: data) } catch { throw Unread() }
    }

    static func endUnread() -> Never { Foundation.exit(128 + SIGPIPE) }

    /// Nobody reads what is printed.
    struct Unread: Error {}

    /// Text for a person on standard error; that nobody reads it is no reason to stop.
    static func warning(_ page: TextPage) { error(page.text) }

    /// What was refused, on standard error.
    static func refusal(_ refusal: Refusal, of subject: String? = nil) {
        error(subject.map { "\($0): \(refusal.text)\n" } ?? "\(refusal.text)\n")
    }

    /// Text as it is on standard error, line breaks and control sequences of our own included.
    static func error(_ text: ShownText) { try? FileHandle.standardError.write(contentsOf: Data(text.text.utf8)) }
}

/// A list as JSON that is printed part by part.
struct JSONListOutput {
    private var form: JSONListForm

    init(_ form: JSONForm, key: String? = nil) { self.form = JSONListForm(form, key: key) }

    mutating func append(_ elements: [some Encodable]) throws { Print.write(try form.part(elements)) }

    func finish(isLast: Bool = true) { Print.write(form.end(isLast: isLast)) }
}

extension FormatOption {
    /// Prints a view in the form that was asked for.
    func print(_ view: some View) throws {
        if isJSON { try Print.json(view) } else { Print.page(view.text) }
    }
}
