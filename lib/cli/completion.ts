import { UsageError } from '../model/errors.ts';
import { type Command, parseCommandLine } from './command.ts';
import type { Io } from './io.ts';

const help = `vpce-doctor completion: completion of commands, options and codes, for a shell

  source <(vpce-doctor completion bash)         in ~/.bashrc
  source <(vpce-doctor completion zsh)          in ~/.zshrc
  vpce-doctor completion fish | source          in ~/.config/fish/config.fish
`;

/** What the command itself says is what can be completed: nothing here can lag behind it. */
const COMMANDS =
  "vpce-doctor help | sed -n 's/^  vpce-doctor \\([a-z]\\{1,\\}\\) .*/\\1/p; s/^  vpce-doctor \\(version\\)$/\\1/p'";
const OPTIONS = (command: string) => `vpce-doctor help ${command} 2>/dev/null | grep -o -e '--[a-z][a-z-]*' | sort -u`;
const CODES = 'vpce-doctor explain --codes';

const BASH = `_vpce_doctor() {
  local word="\${COMP_WORDS[COMP_CWORD]}" command="\${COMP_WORDS[1]}" words
  if [ "$COMP_CWORD" -eq 1 ]; then words=$(${COMMANDS})
  elif [ "\${word#-}" != "$word" ]; then words=$(${OPTIONS('"$command"')})
  elif [ "$command" = explain ]; then words=$(${CODES})
  else return
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _vpce_doctor vpce-doctor
`;

const ZSH = `autoload -U +X bashcompinit && bashcompinit
${BASH}`;

const FISH = `complete -c vpce-doctor -n __fish_use_subcommand -f -a '(${COMMANDS.replaceAll("'", "\\'")})'
complete -c vpce-doctor -n 'not __fish_use_subcommand' -a '(${OPTIONS('(commandline -opc)[2]').replaceAll("'", "\\'")})'
complete -c vpce-doctor -n '__fish_seen_subcommand_from explain' -f -a '(${CODES})'
`;

const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };

async function run(args: readonly string[], { stdout }: Io): Promise<number> {
  const { positionals } = parseCommandLine(args, {});
  const [shell = ''] = positionals;
  const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
  if (positionals.length !== 1 || script === undefined)
    throw new UsageError(`completion takes one shell: ${Object.keys(SCRIPTS).join(', ')}`);
  stdout.write(script);
  return 0;
}

export default { help, run } satisfies Command;
