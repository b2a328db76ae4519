// Doors of fixed arity for the uses that pol makes of libedit: Swift can't call C functions of variable arity,
// and a callback of libedit has no place for the object that it is meant for.
//
// libedit keeps the text, the keys and the modes; it never draws: what it would write goes to a stream that only
// listens for the bell. Drawing is pol's own, because libedit loses the cursor among wide characters.

#ifndef CEDITLINE_H
#define CEDITLINE_H

#include <histedit.h>
#include <stdbool.h>

/// The functions that pol adds to libedit, with the names by which `.editrc` may bind them.
#define POL_EDIT_COMMANDS(X) \
  X(ENTER, L"pol-enter", L"Submit what is complete, else open a row") \
  X(NEWLINE, L"pol-newline", L"Open a row") \
  X(CLOSE_BRACE, L"pol-close-brace", L"Insert a brace, further left than what it closes") \
  X(COMPLETE, L"pol-complete", L"Complete the word before the cursor") \
  X(COMPLETE_BACK, L"pol-complete-back", L"Go back among the completions") \
  X(UP, L"pol-up", L"Go up a row, or to the entry before") \
  X(DOWN, L"pol-down", L"Go down a row, or to the entry after") \
  X(OLDER, L"pol-older", L"Go to the entry before") \
  X(NEWER, L"pol-newer", L"Go to the entry after") \
  X(LEFT, L"pol-left", L"Go left by one character") \
  X(RIGHT, L"pol-right", L"Go right by one character, or take the suggestion") \
  X(ROW_START, L"pol-row-start", L"Go to the start of the row") \
  X(ROW_END, L"pol-row-end", L"Go to the end of the row") \
  X(BACKSPACE, L"pol-backspace", L"Delete the character before the cursor") \
  X(DELETE, L"pol-delete", L"Delete the character at the cursor") \
  X(DELETE_OR_LEAVE, L"pol-delete-or-leave", L"Delete the character at the cursor; leave an empty prompt") \
  X(KILL_ROW, L"pol-kill-row", L"Cut to the end of the row") \
  X(KILL_REST, L"pol-kill-rest", L"Second half of pol-kill-row") \
  X(SEARCH, L"pol-search", L"Search the history") \
  X(UNDO, L"pol-undo", L"Take back the last change of the line") \
  X(INTERRUPT, L"pol-interrupt", L"Clear the line") \
  X(SUSPEND, L"pol-suspend", L"Stop until the shell goes on") \
  X(PASTE, L"pol-paste", L"Insert what was pasted") \
  X(REDRAW, L"pol-redraw", L"Clear the screen and draw the line again") \
  X(EDIT, L"pol-edit", L"Change the line in $VISUAL or $EDITOR") \
  X(WAKE, L"pol-wake", L"Leave the line for something that happened meanwhile")

typedef enum {
#define X(command, name, help) POL_EDIT_##command,
  POL_EDIT_COMMANDS(X)
#undef X
  POL_EDIT_COUNT
} pol_edit_command;

/// Whom libedit's callbacks are for, and what they call; it must live as long as the editor.
typedef struct {
  void *owner;
  /// Performs a command; what it returns is one of libedit's `CC_` results.
  unsigned char (*perform)(void *owner, pol_edit_command command);
  /// Reads one character: 1, or 0 at the end of input.
  int (*read)(void *owner, wchar_t *character);
  /// Called where libedit would ring the bell.
  void (*ring)(void *owner);
} pol_edit_client;

/// Makes an editor on standard input and output that draws nothing; NULL where libedit can't.
EditLine *pol_edit_new(const char *program, pol_edit_client *client);

/// Binds a key, in libedit's own notation, to one of its functions or ours; `alternative`: in vi's command mode.
int pol_edit_bind(EditLine *editor, const wchar_t *key, const wchar_t *function, bool alternative);

/// Sets `emacs` or `vi`, which resets every binding; tells whether it is vi.
void pol_edit_set_vi(EditLine *editor, bool vi);
bool pol_edit_is_vi(EditLine *editor);

/// Whether lines are edited: not after `edit off` in `.editrc`.
bool pol_edit_is_enabled(EditLine *editor);

/// Performs a line of `.editrc`; returns how many of its words begin like a key sequence with ESC, and puts the
/// first of them in `sequence` (at most `room` characters, the closing 0 included). Lines that set the mode are
/// left out.
int pol_edit_do(EditLine *editor, const wchar_t *line, wchar_t *sequence, int room);

/// Takes the characters from `start` to before `end` out of the line, and leaves the cursor there; what was cut
/// before can still be yanked.
void pol_edit_remove(EditLine *editor, int start, int end);

/// Puts the terminal into the mode for editing, or back.
void pol_edit_raw(EditLine *editor, bool raw);

/// Keys ^C, ^Z and ^\ arrive as characters while a line is edited, and CR and LF as what they are; while none is,
/// what is typed is not echoed.
void pol_edit_set_terminal(EditLine *editor);

/// Gives libedit's own functions (vi's searches) an entry to find.
void pol_edit_remember(HistoryW *history, const wchar_t *entry);
void pol_edit_set_history(EditLine *editor, HistoryW *history, int size);

/// Runs a shell command with a file as its last word, signals as a process finds them at its start; its exit status.
int pol_run_editor(const char *command, const char *file);

#endif
