interface ShareLinks {
  line: string;
  x: string;
  mail: string;
}

/** An event for friends: addresses alone, no script of anybody else's. */
export function shareLinks(title: string, address: string): ShareLinks {
  return {
    line: `https://social-plugins.line.me/lineit/share?${new URLSearchParams({ url: address }).toString()}`,
    x: `https://x.com/intent/post?${new URLSearchParams({ text: title, url: address }).toString()}`,
    mail: `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(`${title}\n${address}`)}`,
  };
}
