package api_test
import ("testing";"os";"context";"time";"slices";"net/http";"net/http/httptest";"bytes";"encoding/json"
"mutasi/repository";"mutasi/service";"mutasi/api";"mutasi/domain")
func TestTmpBench(t *testing.T){
 st,err:=repository.Open(context.Background(), os.Getenv("MUTASI_BENCH_DSN"), repository.Options{}); if err!=nil{t.Fatal(err)}
 svc,err:=service.New(context.Background(), st, service.Config{FilesDir:t.TempDir(), Hash: service.HashCost{MemoryKiB:64,Passes:1}}); if err!=nil{t.Fatal(err)}
 spec,_:=os.ReadFile("../openapi.yaml")
 s,err:=api.New(svc, api.Options{Spec:spec}); if err!=nil{t.Fatal(err)}
 h,_:=s.Handler()
 tok,err:=svc.Login(context.Background(), service.Credentials{Username:"hr",Password:"mutasi-demo"},"",""); if err!=nil{t.Fatal(err)}
 do:=func(m,p string,body []byte) (int,int,time.Duration){ r:=httptest.NewRequest(m,p,bytes.NewReader(body)); r.Header.Set("Authorization","Bearer "+tok.AccessToken); r.Header.Set("Content-Type","application/json"); w:=httptest.NewRecorder(); b:=time.Now(); h.ServeHTTP(w,r); if w.Code!=200 {t.Fatalf("%d %s",w.Code,w.Body)}; return w.Code,w.Body.Len(),time.Since(b)}
 tx:=st.Read(context.Background())
 staff,_:=repository.Staff.Where(tx,"id","position_id IS NOT NULL")
 pos,_:=repository.Positions.Where(tx,"id","active = ? AND kind IN ?",true,[]string{"fungsional","pelaksana"})
 held:=map[domain.ID]int{}; for _,x:=range staff{held[x.PositionID]++}
 var moves []M; at:=0; used:=map[domain.ID]bool{}
 for _,p:=range pos { if p.Quota<=held[p.ID]||len(moves)>=500{continue}; for used[staff[at].ID]||staff[at].PositionID==p.ID {at=(at+37)%len(staff); if used[staff[at].ID]{at=(at+1)%len(staff)}}; used[staff[at].ID]=true; moves=append(moves,M{"staff_id":staff[at].ID.String(),"position_id":p.ID.String()})}
 body,_:=json.Marshal(M{"moves":moves})
 for name,c:=range map[string][3]string{"needs":{"GET","/v1/needs",""},"byunit":{"GET","/v1/needs?group_by=unit",""},"balance":{"GET","/v1/needs/balance",""},"whatif":{"POST","/v1/needs/what-if",string(body)}} {
  var ts []time.Duration; n:=0
  for range 40 { _,k,d:=do(c[0],c[1],[]byte(c[2])); n=k; ts=append(ts,d)}
  slices.Sort(ts); t.Logf("%s %d moves: median %s p95 %s, %d bytes", name,len(moves),ts[20],ts[38],n)
 }
 _ = http.StatusOK
}
