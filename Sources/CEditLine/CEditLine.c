#define _GNU_SOURCE
#include "CEditLine.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pol_edit_client *client_of(EditLine *editor) {
  void *client = NULL;
  el_wget(editor, EL_CLIENTDATA, &client);
  return client;
}

// libedit calls a function of its own for each command, and tells it nothing about which one it is.
#define X(command, name, help) \
  static unsigned char perform_##command(EditLine *editor, wint_t key) { \
    (void)key; \
    pol_edit_client *client = client_of(editor); \
    return client->perform(client->owner, POL_EDIT_##command); \
  }
POL_EDIT_COMMANDS(X)
#undef X

static int read_character(EditLine *editor, wchar_t *character) {
  pol_edit_client *client = client_of(editor);
  return client->read(client->owner, character);
}

static wchar_t *prompt(EditLine *editor) {
  (void)editor;
  static wchar_t none[] = L"";
  return none;
}

// What libedit draws is not shown; its bell is heard.
static ssize_t sink(void *cookie, const char *bytes, size_t count) {
  pol_edit_client *client = cookie;
  if (memchr(bytes, '\a', count)) client->ring(client->owner);
  return (ssize_t)count;
}

EditLine *pol_edit_new(const char *program, pol_edit_client *client) {
  FILE *nowhere = fopencookie(client, "w", (cookie_io_functions_t){.write = sink});
  if (!nowhere) return NULL;
  EditLine *editor = el_init_fd(program, stdin, nowhere, nowhere, 0, 1, 2);
  if (!editor) {
    fclose(nowhere);
    return NULL;
  }
  el_wset(editor, EL_CLIENTDATA, client);
  el_wset(editor, EL_SIGNAL, 0);
  el_wset(editor, EL_PROMPT, prompt);
  el_wset(editor, EL_GETCFN, read_character);
#define X(command, name, help) el_wset(editor, EL_ADDFN, name, help, perform_##command);
  POL_EDIT_COMMANDS(X)
#undef X
  return editor;
}

int pol_edit_bind(EditLine *editor, const wchar_t *key, const wchar_t *function, bool alternative) {
  return alternative ? el_wset(editor, EL_BIND, L"-a", key, function, NULL)
                     : el_wset(editor, EL_BIND, key, function, NULL);
}

void pol_edit_set_vi(EditLine *editor, bool vi) { el_wset(editor, EL_EDITOR, vi ? L"vi" : L"emacs"); }

bool pol_edit_is_vi(EditLine *editor) {
  const wchar_t *name = NULL;
  return el_wget(editor, EL_EDITOR, &name) == 0 && name && wcscmp(name, L"vi") == 0;
}

bool pol_edit_is_enabled(EditLine *editor) {
  int enabled = 1;
  el_wget(editor, EL_EDITMODE, &enabled);
  return enabled;
}

int pol_edit_do(EditLine *editor, const wchar_t *line, wchar_t *sequence, int room) {
  TokenizerW *tokenizer = tok_winit(NULL);
  int count = 0, found = 0;
  const wchar_t **words = NULL;
  if (tokenizer && tok_wstr(tokenizer, line, &count, &words) == 0 && count > 0) {
    const wchar_t *last = count == 2 ? words[1] : L"";
    bool sets_mode = wcscmp(last, L"-v") == 0 || wcscmp(last, L"-e") == 0;
    for (int i = 1; i < count; i++) {
      const wchar_t *word = words[i];
      if (wcsncmp(word, L"\\e", 2) == 0 || wcsncmp(word, L"^[", 2) == 0) {
        if (found++ == 0) wcsncpy(sequence, word + 2, (size_t)room - 1);
      }
    }
    if (!sets_mode) el_wparse(editor, count, words);
  }
  if (tokenizer) tok_wend(tokenizer);
  return found;
}

void pol_edit_remove(EditLine *editor, int start, int end) {
  // What `el_wline` gives is libedit's own line. `el_deletestr` would not do: what it deletes takes the place of what
  // was cut to be yanked, in emacs's mode too.
  LineInfoW *line = (LineInfoW *)el_wline(editor);
  wchar_t *buffer = (wchar_t *)line->buffer;
  wmemmove(buffer + start, buffer + end, (size_t)(line->lastchar - (buffer + end)));
  line->lastchar -= end - start;
  line->cursor = buffer + start;
}

void pol_edit_raw(EditLine *editor, bool raw) { el_wset(editor, EL_PREP_TERM, raw ? 1 : 0); }

void pol_edit_set_terminal(EditLine *editor) {
  el_wset(editor, EL_SETTY, L"-d", L"-isig", L"-icrnl", L"-inlcr", NULL);
  el_wset(editor, EL_SETTY, L"-x", L"-echo", NULL);
}

void pol_edit_remember(HistoryW *history, const wchar_t *entry) {
  HistEventW event;
  history_w(history, &event, H_ENTER, entry);
}

void pol_edit_set_history(EditLine *editor, HistoryW *history, int size) {
  HistEventW event;
  history_w(history, &event, H_SETSIZE, size);
  el_wset(editor, EL_HIST, history_w, history);
}

int pol_run_editor(const char *command, const char *file) {
  char *line = NULL;
  if (asprintf(&line, "%s \"$1\"", command) < 0) return 127;
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigfillset(&signals);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  char *words[] = {"/bin/sh", "-c", line, "pol", (char *)file, NULL};
  pid_t process;
  int status = 127 << 8;
  if (posix_spawn(&process, words[0], NULL, &attributes, words, environ) == 0) {
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
  }
  posix_spawnattr_destroy(&attributes);
  free(line);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
