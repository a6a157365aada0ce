import Foundation
import Frames
import Sampling

/// Signals that end a run: it leaves nothing behind and says what it has put in its place.
enum Interrupts {
  /// Waits for the signals beside the run.
  ///
  /// One that is ignored, as under `nohup`, stays ignored. A thread takes them, so that work need not ask whether it was told to stop: whatever waits for a
  /// pipe, a disk or a long sum is ended at once.
  static func end(_ files: RunFiles, language: Language) {
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
      var action = sigaction()
      sigaction(number, nil, &action)
      let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      guard handler != unsafeBitCast(SIG_IGN, to: Int.self) else { continue }
      sigaddset(&numbers, number)
      // A thread of a library may not block it while it waits for a child: it hands it on.
      action.__sigaction_handler.sa_handler = { number in _ = kill(getpid(), number) }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
    // Blocked in this thread and in those that it will begin, so that the waiting one gets them.
    pthread_sigmask(SIG_BLOCK, &numbers, nil)
    Thread.detachNewThread { [numbers] in
      var numbers = numbers
      var number: Int32 = 0
      guard sigwait(&numbers, &number) == 0 else { return }
      files.abandon { shown in
        if isatty(STDERR_FILENO) == 1 { ProgressLine.clear() }
        Console.note(Interruption().explanation(in: language))
        Console.note(Console.kept(shown, language))
        _exit(ExitStatus.interrupted.rawValue)
      }
    }
  }
}
