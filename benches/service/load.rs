//! A load generator that costs little: requests made beforehand, over connections that stay open, on two threads. It knows nothing of
//! what it sends.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What came of it.
pub struct Outcome {
    /// Requests answered as expected, in a second.
    pub rate: f64,
    /// Half of the replies came within this.
    pub median: Duration,
    /// 99 of 100 replies came within this.
    pub p99: Duration,
    /// The bodies of the replies, by request.
    pub bodies: Vec<Vec<u8>>,
}

/// How requests come.
#[derive(Clone, Copy)]
pub enum Arrival {
    /// Each connection sends the next as soon as it has a reply.
    Closed,
    /// So many in a second, whether or not there are replies; waiting for a free connection counts as time.
    PerSecond(f64),
}

/// An HTTP/1.1 request.
pub fn request(method: &str, host: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!("Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// Sends all of them over so many connections. Every reply must have this status.
pub fn send(address: &str, requests: &[Vec<u8>], connections: usize, arrival: Arrival, status: u16) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let shared: Arc<Vec<Vec<u8>>> = Arc::new(requests.to_vec());
    let next = Arc::new(AtomicUsize::new(0));
    let taken = Arc::new(Mutex::new((Vec::new(), vec![Vec::new(); requests.len()])));
    let began = Instant::now();
    runtime.block_on(async {
        let mut tasks = Vec::new();
        for _ in 0..connections {
            let (shared, next, taken) = (Arc::clone(&shared), Arc::clone(&next), Arc::clone(&taken));
            let address = address.to_owned();
            tasks.push(tokio::spawn(async move {
                let mut stream = TcpStream::connect(&address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (mut times, mut bodies, mut buffer) = (Vec::new(), Vec::new(), Vec::with_capacity(8192));
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(request) = shared.get(at) else {
                        break;
                    };
                    let due = match arrival {
                        Arrival::Closed => Instant::now(),
                        Arrival::PerSecond(rate) => {
                            let due = began + Duration::from_secs_f64(at as f64 / rate);
                            tokio::time::sleep_until(due.into()).await;
                            due
                        }
                    };
                    stream.write_all(request).await.unwrap();
                    let body = reply(&mut stream, &mut buffer, status).await;
                    times.push(due.elapsed());
                    bodies.push((at, body));
                }
                let mut taken = taken.lock().unwrap();
                taken.0.extend(times);
                for (at, body) in bodies {
                    taken.1[at] = body;
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
    });
    let took = began.elapsed();
    let (mut times, bodies) = std::mem::take(&mut *taken.lock().unwrap());
    times.sort_unstable();
    let share = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    Outcome { rate: times.len() as f64 / took.as_secs_f64(), median: share(0.5), p99: share(0.99), bodies }
}

/// Reads one reply and returns its body.
async fn reply(stream: &mut TcpStream, buffer: &mut Vec<u8>, status: u16) -> Vec<u8> {
    buffer.clear();
    loop {
        let read = stream.read_buf(buffer).await.unwrap();
        assert!(read > 0, "the service hung up");
        let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let length: usize = length.map_or(0, |length| length.parse().unwrap());
        while buffer.len() < end + 4 + length {
            assert!(stream.read_buf(buffer).await.unwrap() > 0, "the service hung up");
        }
        let expected = head.starts_with(&format!("http/1.1 {status} "));
        assert!(expected, "{head}\n{}", String::from_utf8_lossy(&buffer[end + 4..]));
        return buffer[end + 4..end + 4 + length].to_vec();
    }
}
