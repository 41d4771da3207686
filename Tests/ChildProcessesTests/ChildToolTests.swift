import ChildProcesses
import Testing

struct ChildToolTests {
    @Test("Output comes back whole; arguments are no shell words")
    func output() throws {
        #expect(
            try ChildTool("printf").run(["%s", "a $HOME `b` 'c'"], seconds: 20, outputLimit: 100)
                == Array("a $HOME `b` 'c'".utf8))
        let large = try ChildTool("head").run(["-c", "3000000", "/dev/zero"], seconds: 20, outputLimit: 3_000_000)
        #expect(large.count == 3_000_000)
    }

    @Test("A tool that is missing, fails, is killed, hangs or writes without end is told apart")
    func faults() {
        #expect(throws: ChildToolFault.notStarted(tool: "no-such-tool-sohoa", errno: 2)) {
            try ChildTool("no-such-tool-sohoa").run([], seconds: 5, outputLimit: 10)
        }
        #expect(throws: ChildToolFault.failed(tool: "sh", status: 3, message: "why\n")) {
            try ChildTool("sh").run(["-c", "echo why >&2; exit 3"], seconds: 20, outputLimit: 10)
        }
        #expect(throws: ChildToolFault.failed(tool: "sh", status: 137, message: "")) {
            try ChildTool("sh").run(["-c", "kill -9 $$"], seconds: 20, outputLimit: 10)
        }
        #expect(throws: ChildToolFault.timedOut(tool: "sleep")) {
            try ChildTool("sleep").run(["30"], seconds: 0.05, outputLimit: 10)
        }
        #expect(throws: ChildToolFault.timedOut(tool: "sh")) {
            try ChildTool("sh").run(["-c", "exec >&- 2>&-; exec sleep 30"], seconds: 0.2, outputLimit: 10)
        }
        #expect(throws: ChildToolFault.tooMuchOutput(tool: "yes")) {
            try ChildTool("yes").run([], seconds: 20, outputLimit: 1000)
        }
    }
}
